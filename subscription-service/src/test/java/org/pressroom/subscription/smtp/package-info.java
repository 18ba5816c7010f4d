/** Tests of handing messages to a relay. */
@NullMarked
package org.pressroom.subscription.smtp;

import org.jspecify.annotations.NullMarked;
