/** Tells the words, texts and remarks of source code apart, for colours. */
@NullMarked
@PlainJava
package org.pressroom.article.rendering.code;

import org.jspecify.annotations.NullMarked;
import org.pressroom.common.PlainJava;
