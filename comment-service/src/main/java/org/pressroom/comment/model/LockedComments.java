package org.pressroom.comment.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Comments that nobody else can change until the transaction ends, nor their threads.
 *
 * @param threads by article
 */
public record LockedComments(Map<UUID, CommentThread> threads, List<Comment> comments) {

    public LockedComments {
        threads = Map.copyOf(threads);
        comments = List.copyOf(comments);
    }

    /** The comment, where there is just one. */
    public Comment only() {
        if (comments.size() != 1) {
            throw new IllegalStateException(comments.size() + " comments are locked, not one");
        }
        return comments.get(0);
    }

    /** Those of them that are named. */
    public LockedComments among(Collection<UUID> ids) {
        return new LockedComments(
                threads,
                comments.stream().filter(comment -> ids.contains(comment.id())).toList());
    }

    /**
     * Carries changes out, one after another.
     *
     * @param changes of these comments; none of them may answer another of them
     */
    public Settlement settle(Collection<Settled> changes) {
        Map<UUID, CommentThread> now = new HashMap<>();
        List<Settlement.Effect> effects = new ArrayList<>();
        for (Settled change : changes) {
            UUID articleId = change.comment().entry().articleId();
            CommentThread before = now.getOrDefault(articleId, threads.get(articleId));
            if (before == null) {
                throw new IllegalArgumentException("the thread " + articleId + " is not locked");
            }
            CommentThread after = before.after(change);
            now.put(articleId, after);
            effects.add(Settlement.Effect.of(change, after));
        }
        return new Settlement(List.copyOf(now.values()), effects);
    }

    /**
     * Ids parted such that none of these comments stands in one part with what it answers, which comes before it: what
     * is decided of the one changes what the other is to become.
     */
    public List<List<UUID>> parts() {
        List<List<UUID>> parts = new ArrayList<>();
        List<Comment> left = comments;
        while (!left.isEmpty()) {
            Set<UUID> ids = new HashSet<>();
            left.forEach(comment -> ids.add(comment.id()));
            List<Comment> later = left.stream()
                    .filter(comment -> ids.contains(comment.entry().parentId()))
                    .toList();
            parts.add(left.stream()
                    .filter(comment -> !later.contains(comment))
                    .map(Comment::id)
                    .toList());
            left = later;
        }
        return parts;
    }
}
