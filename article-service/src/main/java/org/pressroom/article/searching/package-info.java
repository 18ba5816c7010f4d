/** What readers search for: the index that articles are found by, what a search means, and what was searched in vain. */
@NullMarked
package org.pressroom.article.searching;

import org.jspecify.annotations.NullMarked;
