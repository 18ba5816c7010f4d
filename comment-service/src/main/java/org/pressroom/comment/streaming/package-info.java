/** The live stream of a thread. */
@NullMarked
package org.pressroom.comment.streaming;

import org.jspecify.annotations.NullMarked;
