/** Categories and tags, and how many articles each has. */
@NullMarked
package org.pressroom.article.taxonomy;

import org.jspecify.annotations.NullMarked;
