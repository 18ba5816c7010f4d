/** Hands messages to an SMTP relay without blocking, and knows for each whether the relay has taken it. */
@NullMarked
package org.pressroom.subscription.smtp;

import org.jspecify.annotations.NullMarked;
