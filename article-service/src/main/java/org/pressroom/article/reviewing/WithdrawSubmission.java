package org.pressroom.article.reviewing;

import java.time.Clock;
import java.util.UUID;
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

/** Takes an article back that waits for an editor: who wrote it does, or who handed it in. */
@Component
public class WithdrawSubmission {

    private final DraftRepository drafts;
    private final SubmissionRepository submissions;
    private final AuthorRepository authors;
    private final TransactionalOperator transactions;
    private final Clock clock;

    WithdrawSubmission(
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
     * What to take back.
     *
     * @param expected the draft's version
     */
    public record Command(UUID id, Actor.Account actor, ExpectedVersion expected) {}

    /**
     * Opens a transaction, or joins that of the caller. Answers the draft from now on; a conflict where it is not handed
     * in.
     */
    public Mono<Result<Draft>> execute(Command command) {
        Actor.Account actor = command.actor();
        return Result.of(drafts.claim(command.id(), actor, command.expected())
                .delayUntil(draft -> authors.ensure(actor.id(), actor.slug(), actor.name()))
                .zipWhen(draft -> submissions.find(draft.id()).map(WithdrawSubmission::waiting))
                .doOnNext(found -> requireOwn(found.getT1(), found.getT2(), actor))
                .flatMap(found -> submissions.save(found.getT1(), found.getT2().withdraw(actor.id(), clock.instant())))
                .then(Mono.defer(() -> drafts.touch(command.id())))
                .then(Mono.defer(() -> drafts.find(command.id(), actor)))
                .as(transactions::transactional));
    }

    /** One that waits for an editor; a conflict for any other. */
    static Submission.Submitted waiting(Submission submission) {
        if (submission instanceof Submission.Submitted submitted) {
            return submitted;
        }
        throw RefusedException.conflict("This article is not handed in.");
    }

    private static void requireOwn(Draft draft, Submission.Submitted submitted, Actor.Account actor) {
        if (!draft.authorIds().contains(actor.id()) && !actor.id().equals(submitted.actorId())) {
            throw RefusedException.notAllowed("Somebody else handed this in. Send it back, with a message.");
        }
    }
}
