/** Signing in and out. */
@NullMarked
package org.pressroom.gateway.sessions;

import org.jspecify.annotations.NullMarked;
