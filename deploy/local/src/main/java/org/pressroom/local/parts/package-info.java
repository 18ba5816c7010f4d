/** The processes of the suite: how each is started, watched, started again, and stopped. */
@NullMarked
package org.pressroom.local.parts;

import org.jspecify.annotations.NullMarked;
