package org.pressroom.article.writing;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.article.authors.Author;
import org.pressroom.common.PlainJava;

/**
 * The working copy of an article.
 *
 * @param version grows with every change of the working copy, and when it is published or withdrawn
 * @param slug the one it has; the content's own is what the writer asked for last
 * @param authors the byline, in its order: at least one
 * @param status what readers see of it
 * @param changed whether it differs from what readers see
 * @param publishedAt when its current publication began; null while there is none
 * @param passwordHash of the password that whoever reads it is to type; null where there is none
 * @param schedule what is to become of it; null for nothing
 * @param review how its review stands; null where it was never handed in
 */
@PlainJava
public record Draft(
        UUID id,
        long version,
        List<Author> authors,
        DraftContent content,
        String slug,
        PublicationStatus status,
        boolean changed,
        @Nullable Instant publishedAt,
        @Nullable String passwordHash,
        @Nullable Schedule schedule,
        @Nullable Review review,
        Instant createdAt,
        Instant updatedAt) {

    public Draft {
        authors = List.copyOf(authors);
    }

    /** The first of its authors. */
    public Author author() {
        return authors.get(0);
    }

    /** In the order of the byline. */
    public List<UUID> authorIds() {
        return authors.stream().map(Author::accountId).toList();
    }
}
