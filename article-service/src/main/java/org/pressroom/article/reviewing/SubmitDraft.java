package org.pressroom.article.reviewing;

import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.article.authors.AuthorRepository;
import org.pressroom.article.writing.Draft;
import org.pressroom.article.writing.DraftRepository;
import org.pressroom.common.usecase.Actor;
import org.pressroom.common.usecase.ExpectedVersion;
import org.pressroom.common.usecase.RefusedException;
import org.pressroom.common.usecase.Result;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Hands an article in, for an editor to publish it or to send it back. Its text can be changed meanwhile. */
@Component
public class SubmitDraft {

    private final DraftRepository drafts;
    private final SubmissionRepository submissions;
    private final AuthorRepository authors;
    private final TransactionalOperator transactions;
    private final Clock clock;

    SubmitDraft(
            DraftRepository drafts,
            SubmissionRepository submissions,
            AuthorRepository authors,
            TransactionalOperator transactions,
            Clock clock) {
        this.drafts = drafts;
        this.submissions = submissions;
        this.authors = authors;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * What to hand in.
     *
     * @param expected the draft's version
     * @param message what editors are to know; null for nothing
     */
    public record Command(
            UUID id,
            Actor.Account actor,
            ExpectedVersion expected,
            @Nullable String message) {}

    /**
     * Opens a transaction, or joins that of the caller. Answers the draft from now on; a conflict where it is handed in
     * already, or nothing of it is new to readers.
     */
    public Mono<Result<Draft>> execute(Command command) {
        Actor.Account actor = command.actor();
        return Result.of(drafts.claim(command.id(), actor, command.expected())
                .doOnNext(SubmitDraft::requireNews)
                .delayUntil(draft -> authors.ensure(actor.id(), actor.slug(), actor.name()))
                .zipWhen(draft -> submissions.find(draft.id()))
                .flatMap(found -> submissions.save(
                        found.getT1(), open(found.getT2()).submit(actor.id(), clock.instant(), command.message())))
                .then(Mono.defer(() -> drafts.touch(command.id())))
                .then(Mono.defer(() -> drafts.find(command.id(), actor)))
                .as(transactions::transactional));
    }

    private static void requireNews(Draft draft) {
        if (!draft.changed()) {
            throw RefusedException.conflict("Readers see this article just as it is.");
        }
    }

    private static Submission.Open open(Submission submission) {
        if (submission instanceof Submission.Open open) {
            return open;
        }
        throw RefusedException.conflict("This article is handed in already.");
    }
}
