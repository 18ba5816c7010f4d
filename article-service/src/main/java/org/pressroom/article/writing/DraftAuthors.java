package org.pressroom.article.writing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.article.authors.AuthorRepository;
import org.pressroom.common.events.AuthorsNamed;
import org.pressroom.common.events.EventType;
import org.pressroom.common.outbox.Outbox;
import org.pressroom.common.problem.FieldProblem;
import org.pressroom.common.usecase.Actor;
import org.pressroom.common.usecase.RefusedException;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Who is meant by the authors that a writer names, and who is told of it. */
@Component
class DraftAuthors {

    private final AuthorRepository authors;
    private final Outbox outbox;

    DraftAuthors(AuthorRepository authors, Outbox outbox) {
        this.authors = authors;
        this.outbox = outbox;
    }

    /**
     * The accounts of those who are to be the authors, in the order of the byline.
     *
     * @param named as {@link DraftContent#authors} has them; null where nobody is named
     * @param before who they are so far
     * @return refused as invalid where one of them is nobody, or is named twice; and as not allowed where whoever acts may not
     *     name them so
     */
    Mono<List<UUID>> settled(@Nullable List<String> named, List<UUID> before, Actor actor) {
        if (named == null || named.equals(before.stream().map(UUID::toString).toList())) {
            return Mono.just(before);
        }
        return authors.named(named)
                .map(DraftAuthors::each)
                .doOnNext(after -> ArticleAccess.requireNaming(actor, before, after));
    }

    /**
     * Tells of those who were named authors by somebody else. Within the transaction that wrote them to the draft.
     *
     * @param before who they were so far
     */
    Mono<Void> tell(UUID draftId, List<UUID> before, List<UUID> after, Actor actor, Instant now) {
        UUID actorId = actor instanceof Actor.Account account ? account.id() : null;
        List<UUID> named = after.stream()
                .filter(author -> !before.contains(author) && !author.equals(actorId))
                .toList();
        return named.isEmpty()
                ? Mono.empty()
                : outbox.append(
                        EventType.AUTHORS_NAMED, draftId, draftId, new AuthorsNamed(draftId, actorId, now, named));
    }

    private static List<UUID> each(List<@Nullable UUID> found) {
        Set<UUID> each = new LinkedHashSet<>();
        List<FieldProblem> faults = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            UUID account = found.get(i);
            if (account == null) {
                faults.add(new FieldProblem("authors[" + i + "]", "must be the slug or the id of somebody's account"));
            } else if (!each.add(account)) {
                faults.add(new FieldProblem("authors[" + i + "]", "must not be named twice"));
            }
        }
        if (!faults.isEmpty()) {
            throw RefusedException.invalid(faults);
        }
        return List.copyOf(each);
    }
}
