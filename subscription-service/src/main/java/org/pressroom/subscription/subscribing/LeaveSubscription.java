package org.pressroom.subscription.subscribing;

/**
 * End a subscription.
 *
 * @param token what opens the subscription
 * @param erase whether its address is forgotten as well
 */
record LeaveSubscription(String token, boolean erase) {}
