/** ArticleClient, as the site reads and shows them. */
@NullMarked
package org.pressroom.gateway.site.articles;

import org.jspecify.annotations.NullMarked;
