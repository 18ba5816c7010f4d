package org.pressroom.subscription.subscribing;

/**
 * Confirm a request to subscribe.
 *
 * @param token of the mail that asked for it
 */
record ConfirmSubscription(String token) {}
