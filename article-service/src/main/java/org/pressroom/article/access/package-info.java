/** Articles that not everybody may read, and what opens them. */
@NullMarked
package org.pressroom.article.access;

import org.jspecify.annotations.NullMarked;
