/** Writing a comment, changing it and taking it back. */
@NullMarked
package org.pressroom.comment.commenting;

import org.jspecify.annotations.NullMarked;
