/** The whole suite on one machine: {@code deploy/local/up}, and what goes with it. */
@NullMarked
package org.pressroom.local;

import org.jspecify.annotations.NullMarked;
