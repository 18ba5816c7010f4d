/** The text of comments: the small part of Markdown they may use, and how it reads. */
@NullMarked
package org.pressroom.comment.markdown;

import org.jspecify.annotations.NullMarked;
