/** Tests of the rules of subscribing. */
@NullMarked
package org.pressroom.subscription.subscribing;

import org.jspecify.annotations.NullMarked;
