/** Tests of the whole suite in a real browser, as readers and staff see it. */
@NullMarked
package org.pressroom.suite;

import org.jspecify.annotations.NullMarked;
