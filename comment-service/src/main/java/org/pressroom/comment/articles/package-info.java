/** What this service knows of articles: that they exist and whether they take comments. */
@NullMarked
package org.pressroom.comment.articles;

import org.jspecify.annotations.NullMarked;
