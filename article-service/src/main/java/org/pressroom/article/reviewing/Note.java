package org.pressroom.article.reviewing;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.PlainJava;
import org.pressroom.common.usecase.Actor;
import org.pressroom.common.usecase.RefusedException;

/**
 * What somebody who works on an article says of it to the others.
 *
 * @param passage what it is about; null for all of the article
 * @param resolved by whom and when it was settled; null while it is open
 */
@PlainJava
record Note(
        UUID id,
        UUID articleId,
        Person writer,
        String text,
        @Nullable Passage passage,
        Instant createdAt,
        @Nullable Resolved resolved) {

    /** Somebody, by the public name. */
    record Person(UUID id, String slug, String name) {}

    record Resolved(Instant at, Person by) {}

    /**
     * Lets pass who may delete it.
     *
     * @throws RefusedException not allowed, for another's
     */
    void requireOwn(Actor.Account actor) {
        if (!writer.id().equals(actor.id())) {
            throw RefusedException.notAllowed("Somebody else wrote this note. You can resolve it.");
        }
    }
}
