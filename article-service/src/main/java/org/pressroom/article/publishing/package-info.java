/** What readers are to see: publishing, revising, withdrawing and removing articles, and telling others of it. */
@NullMarked
package org.pressroom.article.publishing;

import org.jspecify.annotations.NullMarked;
