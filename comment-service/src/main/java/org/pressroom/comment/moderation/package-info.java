/** Judging comments: by rules over Kafka, and by people from a queue. */
@NullMarked
package org.pressroom.comment.moderation;

import org.jspecify.annotations.NullMarked;
