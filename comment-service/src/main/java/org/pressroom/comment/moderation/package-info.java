/** Deciding on comments: by rules, for whoever claims them, and by people from a queue. */
@NullMarked
package org.pressroom.comment.moderation;

import org.jspecify.annotations.NullMarked;
