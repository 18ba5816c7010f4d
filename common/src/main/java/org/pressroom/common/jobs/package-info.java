/** Work that is too large for one statement, and outlives the process that began it. */
@NullMarked
package org.pressroom.common.jobs;

import org.jspecify.annotations.NullMarked;
