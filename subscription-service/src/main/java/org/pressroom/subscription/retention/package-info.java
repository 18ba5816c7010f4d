/** Drops what nobody needs any longer. */
@NullMarked
package org.pressroom.subscription.retention;

import org.jspecify.annotations.NullMarked;
