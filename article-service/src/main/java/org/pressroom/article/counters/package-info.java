/** Numbers beside an article that change more often than it does. */
@NullMarked
package org.pressroom.article.counters;

import org.jspecify.annotations.NullMarked;
