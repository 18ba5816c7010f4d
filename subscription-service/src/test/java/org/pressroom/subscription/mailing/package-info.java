/** Tests of the rules of sending. */
@NullMarked
package org.pressroom.subscription.mailing;

import org.jspecify.annotations.NullMarked;
