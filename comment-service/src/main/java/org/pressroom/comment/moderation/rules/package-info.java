/** The rules that judge a comment, in plain Java. */
@NullMarked
package org.pressroom.comment.moderation.rules;

import org.jspecify.annotations.NullMarked;
