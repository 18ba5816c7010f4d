/** Links by which somebody without an account reads a draft, for as long as they stand. */
@NullMarked
package org.pressroom.article.sharing;

import org.jspecify.annotations.NullMarked;
