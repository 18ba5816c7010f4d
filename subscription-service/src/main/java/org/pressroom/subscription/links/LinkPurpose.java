package org.pressroom.subscription.links;

import org.pressroom.common.PlainJava;

/** What a link allows. A link made for one purpose opens no other. */
@PlainJava
public enum LinkPurpose {
    /** Confirms a request; the id is the request's. */
    CONFIRM,
    /** Shows, changes and ends a subscription; the id is the subscription's. */
    MANAGE,
    /** Ends a subscription and nothing else; the id is the subscription's. */
    UNSUBSCRIBE,
    /** Reads what is for subscribers, as long as the subscription is confirmed; the id is the subscription's. */
    READ,
    /** Chooses the password of a member of staff, which the gateway knows by its hash; the id is the mail's. */
    PASSWORD
}
