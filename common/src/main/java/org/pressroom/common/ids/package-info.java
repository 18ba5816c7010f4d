/** Identifiers that sort by the time they were made. */
@NullMarked
@PlainJava
package org.pressroom.common.ids;

import org.jspecify.annotations.NullMarked;
import org.pressroom.common.PlainJava;
