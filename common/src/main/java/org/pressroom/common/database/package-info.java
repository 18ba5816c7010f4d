/** Where a program's database is, and the tables that every program has. */
@NullMarked
package org.pressroom.common.database;

import org.jspecify.annotations.NullMarked;
