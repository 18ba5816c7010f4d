/** Requests that are handed on to the services. */
@NullMarked
package org.pressroom.gateway.proxy;

import org.jspecify.annotations.NullMarked;
