package org.pressroom.comment.model;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.outbox.OutboxEvent;

/**
 * What changes to comments come to.
 *
 * @param threads as they are afterwards
 */
public record Settlement(List<CommentThread> threads, List<Effect> effects) {

    public Settlement {
        effects = List.copyOf(effects);
    }

    /**
     * What a change does to its comment's place in the thread.
     *
     * @param changedVersion the thread's version by it, where readers see it
     * @param approvedVersion the same, where readers see the comment for the first time, or again
     */
    public record Effect(
            Settled change,
            @Nullable Long changedVersion,
            @Nullable Long approvedVersion,
            List<OutboxEvent> events) {

        static Effect of(Settled change, CommentThread after) {
            return new Effect(
                    change,
                    change.isVisible() ? after.version() : null,
                    change.approved() > 0 ? after.version() : null,
                    change.events().stream().map(after::tell).toList());
        }
    }

    /**
     * More or fewer replies of a comment that are listed.
     *
     * @param by less than 0 for fewer
     */
    public record Replies(UUID parentId, int by) {}

    /** What becomes of the comments that were answered, where anything does. */
    public List<Replies> replies() {
        return effects.stream()
                .map(Effect::change)
                .filter(change -> change.comment().entry().parentId() != null)
                .collect(Collectors.groupingBy(
                        change -> change.comment().entry().parentId(), Collectors.summingInt(Settled::replies)))
                .entrySet()
                .stream()
                .filter(parent -> parent.getValue() != 0)
                .map(parent -> new Replies(parent.getKey(), parent.getValue()))
                .toList();
    }

    /** The threads of which readers see something else by it. */
    public List<CommentThread> changedThreads() {
        Set<UUID> changed = effects.stream()
                .filter(effect -> effect.changedVersion() != null)
                .map(effect -> effect.change().comment().entry().articleId())
                .collect(Collectors.toSet());
        return threads.stream()
                .filter(thread -> changed.contains(thread.articleId()))
                .toList();
    }

    /** All that is told, in order: of each comment, then how many there are by now, once for each thread. */
    public List<OutboxEvent> events() {
        Set<UUID> recounted = effects.stream()
                .map(Effect::change)
                .filter(change -> change.approved() != 0)
                .map(change -> change.comment().entry().articleId())
                .collect(Collectors.toSet());
        return Stream.concat(
                        effects.stream().flatMap(effect -> effect.events().stream()),
                        threads.stream()
                                .filter(thread -> recounted.contains(thread.articleId()))
                                .map(CommentThread::counted))
                .toList();
    }
}
