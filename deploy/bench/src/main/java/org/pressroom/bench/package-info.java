/** Measures a running suite from outside, over the loopback interface, and prints the figures beside their aims. */
@NullMarked
package org.pressroom.bench;

import org.jspecify.annotations.NullMarked;
