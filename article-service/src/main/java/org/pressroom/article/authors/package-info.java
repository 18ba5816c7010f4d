/** Who wrote an article, as the accounts say. */
@NullMarked
package org.pressroom.article.authors;

import org.jspecify.annotations.NullMarked;
