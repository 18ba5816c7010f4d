/** Migrations of the tables that every program has, and transactions. */
@NullMarked
package org.pressroom.common.database;

import org.jspecify.annotations.NullMarked;
