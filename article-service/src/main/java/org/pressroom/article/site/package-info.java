/** What is configured of the public site. */
@NullMarked
package org.pressroom.article.site;

import org.jspecify.annotations.NullMarked;
