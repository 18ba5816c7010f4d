/** Internet messages (RFC 5322, MIME) as bytes, in every script and without a way to smuggle in a header. */
@NullMarked
package org.pressroom.subscription.mime;

import org.jspecify.annotations.NullMarked;
