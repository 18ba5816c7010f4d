/**
 * What programs agree on beside events: the JSON that one answers and another reads, the headers between them, and what
 * answers are tagged with. As with events, shapes only ever gain fields, and what is
 * added may be missing for a while: a program may read the answers of one that is a version older.
 */
@NullMarked
@PlainJava
package org.pressroom.common.contract;

import org.jspecify.annotations.NullMarked;
import org.pressroom.common.PlainJava;
