/** The same request twice is answered once. */
@NullMarked
package org.pressroom.common.idempotency;

import org.jspecify.annotations.NullMarked;
