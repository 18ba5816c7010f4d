package org.pressroom.comment.moderation.evidence;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.pressroom.comment.moderation.rules.Evidence;

/**
 * What was gathered about a batch of comments.
 *
 * @param mayBeMoreLater whether something could not be gathered that may be later
 */
public record Gathered(Map<UUID, Evidence> evidence, boolean mayBeMoreLater) {

    /** What was gathered about one. */
    public Evidence of(UUID commentId) {
        return evidence.getOrDefault(commentId, Evidence.NONE);
    }

    static Gathered of(List<Found<?>> all) {
        Map<UUID, Map<Class<?>, Object>> byComment = new HashMap<>();
        for (Found<?> found : all) {
            found.evidence().forEach((id, evidence) -> byComment
                    .computeIfAbsent(id, first -> new HashMap<>())
                    .put(found.kind(), evidence));
        }
        Map<UUID, Evidence> evidence = new HashMap<>();
        byComment.forEach((id, kinds) -> evidence.put(id, new Evidence(kinds)));
        return new Gathered(evidence, all.stream().anyMatch(Found::mayWorkLater));
    }

    /** What one provider came to. */
    record Found<E>(Class<E> kind, Map<UUID, E> evidence, boolean mayWorkLater) {}
}
