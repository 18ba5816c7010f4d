/** The channel of mail: writes messages, and hands them to an SMTP relay. */
@NullMarked
package org.pressroom.subscription.mailing;

import org.jspecify.annotations.NullMarked;
