/** Writes the mails, and sees to it that each that is due goes out once, or is known not to have. */
@NullMarked
package org.pressroom.subscription.mailing;

import org.jspecify.annotations.NullMarked;
