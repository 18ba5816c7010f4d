package org.pressroom.comment.moderation;

import org.pressroom.common.background.WakeUp;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Tells the workers of this process, if it has any, that there may be comments to judge. One signal too many does no
 * harm, and neither does one that is lost.
 */
@Component
public class ModerationSignal {

    private final WakeUp wakeUp = new WakeUp();

    ModerationSignal() {}

    /** Signals once the current transaction is committed. */
    public Mono<Void> afterCommit() {
        return wakeUp.afterCommit();
    }

    void now() {
        wakeUp.now();
    }

    WakeUp wakeUp() {
        return wakeUp;
    }
}
