/** Signing keys and the short-lived tokens that the services trust. */
@NullMarked
package org.pressroom.gateway.keys;

import org.jspecify.annotations.NullMarked;
