/** The local mailbox: an SMTP server that catches all mail, a page to read it, and the same as JSON. */
@NullMarked
package org.pressroom.local.mailbox;

import org.jspecify.annotations.NullMarked;
