/** Events committed together with the state that they speak of, and the relay that sends them. */
@NullMarked
package org.pressroom.common.outbox;

import org.jspecify.annotations.NullMarked;
