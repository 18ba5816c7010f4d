/** Turns what writers wrote into HTML that is safe to show. */
@NullMarked
package org.pressroom.article.rendering;

import org.jspecify.annotations.NullMarked;
