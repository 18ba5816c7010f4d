/**
 * Mails to members of staff, about the articles that they work on and to choose a password, as the gateway asks for them: it
 * knows the addresses.
 */
@NullMarked
package org.pressroom.subscription.staffmail;

import org.jspecify.annotations.NullMarked;
