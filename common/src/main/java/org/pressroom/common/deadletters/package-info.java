/** Records that could not be handled: kept, listed, replayed. */
@NullMarked
package org.pressroom.common.deadletters;

import org.jspecify.annotations.NullMarked;
