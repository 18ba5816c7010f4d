/** Threads as readers see them, and the one way in which a comment changes what they see. */
@NullMarked
package org.pressroom.comment.threads;

import org.jspecify.annotations.NullMarked;
