package org.pressroom.subscription.notifying;

import org.pressroom.common.PlainJava;
import org.pressroom.common.events.ArticleState;

/** What a new state of an article means for those who subscribed. */
@PlainJava
enum NotificationRule {
    /** They are to hear of it, unless this publication was told of before. */
    NOTIFY,
    /** They are never to hear of this publication, unless they were told before. */
    SILENCE,
    /** Who has not heard of it yet is not to. */
    WITHDRAW;

    static NotificationRule of(ArticleState state) {
        if (!state.status().equals(ArticleState.PUBLISHED)) {
            return WITHDRAW;
        }
        return state.notifies() ? NOTIFY : SILENCE;
    }
}
