/** The links in mails: addresses that only who got the mail can know. */
@NullMarked
package org.pressroom.subscription.links;

import org.jspecify.annotations.NullMarked;
