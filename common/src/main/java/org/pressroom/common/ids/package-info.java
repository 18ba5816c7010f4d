/** Identifiers that sort by the time they were made. */
@NullMarked
package org.pressroom.common.ids;

import org.jspecify.annotations.NullMarked;
