/**
 * Delivers messages to targets over channels: what waits, who has claimed it, what became of it. Knows no channel by
 * itself.
 */
@NullMarked
package org.pressroom.subscription.delivery;

import org.jspecify.annotations.NullMarked;
