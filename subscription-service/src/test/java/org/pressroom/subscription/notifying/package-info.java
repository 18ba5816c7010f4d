/** Tests of how notifications are prepared. */
@NullMarked
package org.pressroom.subscription.notifying;

import org.jspecify.annotations.NullMarked;
