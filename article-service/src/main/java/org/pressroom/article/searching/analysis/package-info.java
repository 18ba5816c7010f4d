/** How texts, and what readers search for, are taken apart into words that meet: by language, in every script. */
@NullMarked
@PlainJava
package org.pressroom.article.searching.analysis;

import org.jspecify.annotations.NullMarked;
import org.pressroom.common.PlainJava;
