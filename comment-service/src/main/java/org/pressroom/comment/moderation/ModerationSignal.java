package org.pressroom.comment.moderation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.UUID;
import org.pressroom.common.background.WakeUp;
import org.pressroom.common.database.AfterCommit;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Tells the workers of this process, if it has any, that there may be comments to judge. One signal too many does no
 * harm, and neither does one that is lost.
 */
@Component
public class ModerationSignal {

    private static final int MOST = 10_000;

    private final WakeUp wakeUp = new WakeUp();

    /** What was signalled here and is still to be heard over Kafka. */
    private final Cache<Text, Boolean> signalled = Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();

    ModerationSignal() {}

    private record Text(UUID commentId, long version) {}

    /** Signals a text of this process once the current transaction is committed; at once where there is none. */
    public Mono<Void> afterCommit(UUID commentId, long version) {
        return AfterCommit.run(() -> {
            signalled.put(new Text(commentId, version), true);
            now();
        });
    }

    /** A text was written, here or in another process. */
    public void heard(UUID commentId, long version) {
        if (signalled.asMap().remove(new Text(commentId, version)) == null) {
            now();
        }
    }

    void now() {
        wakeUp.now();
    }

    WakeUp wakeUp() {
        return wakeUp;
    }
}
