package org.pressroom.subscription.subscribing;

/**
 * End a subscription by one click in a mail program (RFC 8058), whatever has become of it before.
 *
 * @param token of the mail
 */
record Unsubscribe(String token) {}
