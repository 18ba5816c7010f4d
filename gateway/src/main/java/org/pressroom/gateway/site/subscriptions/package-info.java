/** Subscribing, confirming, changing and leaving, without JavaScript. */
@NullMarked
package org.pressroom.gateway.site.subscriptions;

import org.jspecify.annotations.NullMarked;
