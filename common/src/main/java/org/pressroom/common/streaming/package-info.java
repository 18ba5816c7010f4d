/** Server-sent events that stay alive and within bounds. */
@NullMarked
package org.pressroom.common.streaming;

import org.jspecify.annotations.NullMarked;
