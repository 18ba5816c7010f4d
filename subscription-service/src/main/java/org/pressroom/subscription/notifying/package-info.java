/** Notifications: which publication is to be told of, to whom, and what came of it. */
@NullMarked
package org.pressroom.subscription.notifying;

import org.jspecify.annotations.NullMarked;
