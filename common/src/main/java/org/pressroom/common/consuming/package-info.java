/** Reads events: in groups, in order and once; or broadcast to every process. */
@NullMarked
package org.pressroom.common.consuming;

import org.jspecify.annotations.NullMarked;
