/** Remembers which events a consumer has acted on. */
@NullMarked
package org.pressroom.common.inbox;

import org.jspecify.annotations.NullMarked;
