package org.pressroom.comment.moderation;

import java.time.Clock;
import org.pressroom.comment.store.DecisionRepository;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Deletes decisions that are too old to matter, by ranges. Nothing counts them: what a comment is and what speaks for
 * its author is read from comments. Those of comments that still wait for a moderator stay, since they say why.
 */
@Component
class DropOldDecisions {

    private static final int RANGE = 1_000;

    private final DecisionRepository decisions;
    private final ModerationProperties properties;
    private final Clock clock;

    /** How far a run has come: what stays must not be looked at again and again. */
    private volatile DecisionRepository.Place place = DecisionRepository.Place.FIRST;

    DropOldDecisions(DecisionRepository decisions, ModerationProperties properties, Clock clock) {
        this.decisions = decisions;
        this.properties = properties;
        this.clock = clock;
    }

    /** One range; whether there may be more. */
    Mono<Boolean> step() {
        return Mono.defer(() -> decisions
                .deleteOld(clock.instant().minus(properties.historyRetention()), place, RANGE)
                .defaultIfEmpty(DecisionRepository.Place.FIRST)
                .map(next -> {
                    place = next;
                    return !next.equals(DecisionRepository.Place.FIRST);
                }));
    }
}
