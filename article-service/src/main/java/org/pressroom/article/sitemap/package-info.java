/** What search engines are told of: the addresses of articles, tags and authors, in parts, and what is news. */
@NullMarked
package org.pressroom.article.sitemap;

import org.jspecify.annotations.NullMarked;
