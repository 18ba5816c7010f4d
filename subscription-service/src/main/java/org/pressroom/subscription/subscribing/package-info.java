/** Subscribing, confirming, changing and leaving: what a reader does. */
@NullMarked
package org.pressroom.subscription.subscribing;

import org.jspecify.annotations.NullMarked;
