/** What texts of every script are told by: names, slugs, hosts, addresses; and whether a text shows anything. */
@NullMarked
@PlainJava
package org.pressroom.common.text;

import org.jspecify.annotations.NullMarked;
import org.pressroom.common.PlainJava;
