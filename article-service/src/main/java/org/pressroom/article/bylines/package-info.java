/** Who wrote an article, as the accounts say. */
@NullMarked
package org.pressroom.article.bylines;

import org.jspecify.annotations.NullMarked;
