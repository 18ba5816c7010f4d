/** Tests of the rules of sending. */
@NullMarked
package org.pressroom.subscription.delivery;

import org.jspecify.annotations.NullMarked;
