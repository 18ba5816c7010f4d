/** Articles, from the first draft to the page that readers see. */
@NullMarked
package org.pressroom.article;

import org.jspecify.annotations.NullMarked;
