/** What a site has when it opens. */
@NullMarked
package org.pressroom.article.opening;

import org.jspecify.annotations.NullMarked;
