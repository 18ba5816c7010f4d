package org.pressroom.article.reviewing;

import java.time.Clock;
import java.util.UUID;
import org.pressroom.article.authors.AuthorRepository;
import org.pressroom.article.writing.Draft;
import org.pressroom.article.writing.DraftRepository;
import org.pressroom.common.security.Role;
import org.pressroom.common.usecase.Actor;
import org.pressroom.common.usecase.ExpectedVersion;
import org.pressroom.common.usecase.RefusedException;
import org.pressroom.common.usecase.Result;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Sends an article back that was handed in, and says what is still to be done. */
@Component
public class ReturnSubmission {

    private final DraftRepository drafts;
    private final SubmissionRepository submissions;
    private final AuthorRepository authors;
    private final TransactionalOperator transactions;
    private final Clock clock;

    ReturnSubmission(
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
     * What to send back.
     *
     * @param expected the draft's version
     * @param message what is still to be done
     */
    public record Command(UUID id, Actor.Account editor, ExpectedVersion expected, String message) {}

    /**
     * Opens a transaction, or joins that of the caller. Answers the draft from now on; a conflict where it is not handed
     * in.
     */
    public Mono<Result<Draft>> execute(Command command) {
        Actor.Account editor = command.editor();
        return Result.of(Mono.fromRunnable(() -> requireEditor(editor))
                .then(drafts.claim(command.id(), editor, command.expected()))
                .delayUntil(draft -> authors.ensure(editor.id(), editor.slug(), editor.name()))
                .zipWhen(draft -> submissions.find(draft.id()).map(WithdrawSubmission::waiting))
                .flatMap(found -> submissions.save(
                        found.getT1(), found.getT2().giveBack(editor.id(), clock.instant(), command.message())))
                .then(Mono.defer(() -> drafts.touch(command.id())))
                .then(Mono.defer(() -> drafts.find(command.id(), editor)))
                .as(transactions::transactional));
    }

    private static void requireEditor(Actor editor) {
        if (!editor.mayActAs(Role.EDITOR, Role.ADMIN)) {
            throw RefusedException.notAllowed("Editors send articles back.");
        }
    }
}
