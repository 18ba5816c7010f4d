package org.pressroom.comment.moderation.evidence;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.pressroom.comment.moderation.rules.Submission;
import reactor.core.publisher.Mono;

/**
 * Gathers evidence of one concern, for rules to decide on. As a bean it is asked for every batch of comments; a new
 * concern is one file with its evidence, its provider and its rule as beans:
 *
 * <pre>{@code
 * @Configuration
 * class Languages {
 *     record Language(String code) {}
 *
 *     @Bean EvidenceProvider<Language> languageProvider() { ... }
 *     @Bean ModerationRule languageRule() { ... }
 * }
 * }</pre>
 *
 * @param <E> immutable
 */
public interface EvidenceProvider<E> {

    /** A time limit may be no longer: claims on comments end soon after. */
    Duration LONGEST = Duration.ofSeconds(6);

    /** By what rules ask for it; one provider has it. */
    Class<E> kind();

    /** How long gathering may take, for a whole batch; {@link #LONGEST} at most. */
    default Duration timeLimit() {
        return Duration.ofSeconds(5);
    }

    /**
     * Gathers for a whole batch at once, without waiting for any lock and without blocking a thread.
     *
     * @return by the comment's id; rules that need it leave to people a comment of which nothing is said. Where it fails
     *     through an outage or in time, the batch is tried again later, else it counts as nothing said
     */
    Mono<Map<UUID, E>> gather(List<Submission> submissions);
}
