/** Tests of the launcher that come before those of the whole suite. */
@NullMarked
package org.pressroom.suite;

import org.jspecify.annotations.NullMarked;
