/** The rows of comments, threads and decisions. Nothing else writes them. */
@NullMarked
package org.pressroom.comment.store;

import org.jspecify.annotations.NullMarked;
