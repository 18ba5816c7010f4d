/** Turns what writers wrote into HTML that is safe to show. */
@NullMarked
@PlainJava
package org.pressroom.article.rendering;

import org.jspecify.annotations.NullMarked;
import org.pressroom.common.PlainJava;
