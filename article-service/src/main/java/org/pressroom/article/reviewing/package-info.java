/** What happens between writing and publishing: articles that are handed in, sent back, and spoken about in notes. */
@NullMarked
package org.pressroom.article.reviewing;

import org.jspecify.annotations.NullMarked;
