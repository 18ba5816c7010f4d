/** What hostile people send, for the tests of programs and those of the whole suite: it depends on nothing. */
@NullMarked
package org.pressroom.hostile;

import org.jspecify.annotations.NullMarked;
