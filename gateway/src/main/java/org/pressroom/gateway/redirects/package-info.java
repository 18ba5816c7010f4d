/** Addresses at which there is no page, and where they lead. */
@NullMarked
package org.pressroom.gateway.redirects;

import org.jspecify.annotations.NullMarked;
