/** How two texts differ, for people to see. */
@NullMarked
@PlainJava
package org.pressroom.article.comparing;

import org.jspecify.annotations.NullMarked;
import org.pressroom.common.PlainJava;
