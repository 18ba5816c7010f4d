package org.pressroom.comment.moderation.evidence;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.pressroom.comment.moderation.rules.Submission;
import org.pressroom.common.outage.Outages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Asks all providers side by side, each within its time limit. What one of them fails at keeps nothing from the others. */
@Component
public class GatherEvidence {

    private static final Logger LOG = LoggerFactory.getLogger(GatherEvidence.class);

    private final List<EvidenceProvider<?>> providers;

    public GatherEvidence(List<EvidenceProvider<?>> providers) {
        Set<Class<?>> kinds = new HashSet<>();
        for (EvidenceProvider<?> provider : providers) {
            if (!kinds.add(provider.kind())) {
                throw new IllegalArgumentException("two providers of " + provider.kind());
            } else if (provider.timeLimit().compareTo(EvidenceProvider.LONGEST) > 0) {
                throw new IllegalArgumentException("over the longest time limit: " + provider.getClass());
            }
        }
        this.providers = List.copyOf(providers);
    }

    /** Never fails. */
    public Mono<Gathered> gather(List<Submission> submissions) {
        if (submissions.isEmpty()) {
            return Mono.just(Gathered.of(List.of()));
        }
        return Flux.fromIterable(providers)
                .flatMap(provider -> found(provider, submissions), Math.max(1, providers.size()))
                .collectList()
                .map(Gathered::of);
    }

    private static <E> Mono<Gathered.Found<?>> found(EvidenceProvider<E> provider, List<Submission> submissions) {
        return Mono.defer(() -> provider.gather(submissions))
                .timeout(provider.timeLimit())
                .<Gathered.Found<?>>map(evidence -> new Gathered.Found<>(provider.kind(), evidence, false))
                .onErrorResume(failure -> {
                    LOG.warn(
                            "there is no {} of {} comments: {}",
                            provider.kind().getSimpleName(),
                            submissions.size(),
                            failure.getClass().getName());
                    return Mono.just(new Gathered.Found<>(provider.kind(), Map.of(), mayWorkLater(failure)));
                });
    }

    private static boolean mayWorkLater(Throwable failure) {
        return Outages.isOutage(failure)
                || Outages.isOverdue(failure)
                || Outages.causes(failure)
                        .anyMatch(cause -> cause instanceof TimeoutException || cause instanceof IOException);
    }
}
