/** Tests of a suite with more than one process of a program. */
@NullMarked
package org.pressroom.suite;

import org.jspecify.annotations.NullMarked;
