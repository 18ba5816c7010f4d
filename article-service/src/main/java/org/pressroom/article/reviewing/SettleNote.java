package org.pressroom.article.reviewing;

import java.time.Clock;
import java.util.UUID;
import org.pressroom.article.authors.AuthorRepository;
import org.pressroom.article.writing.DraftRepository;
import org.pressroom.common.usecase.Actor;
import org.pressroom.common.usecase.Result;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Says that what a note asks for is done, or that it is not after all; or takes a note of one's own away. */
@Component
class SettleNote {

    private final DraftRepository drafts;
    private final NoteRepository notes;
    private final AuthorRepository authors;
    private final TransactionalOperator transactions;
    private final Clock clock;

    SettleNote(
            DraftRepository drafts,
            NoteRepository notes,
            AuthorRepository authors,
            TransactionalOperator transactions,
            Clock clock) {
        this.drafts = drafts;
        this.notes = notes;
        this.authors = authors;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Which note. */
    record Command(UUID articleId, UUID noteId, Actor.Account actor) {}

    /** Done by anybody who works on the article, as often as one likes. */
    Mono<Result<Note>> resolve(Command command) {
        Actor.Account actor = command.actor();
        return Result.of(note(command)
                .then(Mono.defer(() -> authors.ensure(actor.id(), actor.slug(), actor.name())))
                .then(Mono.defer(() -> notes.resolve(command.noteId(), actor.id(), clock.instant())))
                .then(Mono.defer(() -> note(command)))
                .as(transactions::transactional));
    }

    /** Open again, whoever settled it. */
    Mono<Result<Note>> reopen(Command command) {
        return Result.of(note(command)
                .then(Mono.defer(() -> notes.reopen(command.noteId())))
                .then(Mono.defer(() -> note(command)))
                .as(transactions::transactional));
    }

    /** Takes it away, where it is one's own. Answers what it was. */
    Mono<Result<Note>> delete(Command command) {
        return Result.of(note(command)
                .doOnNext(note -> note.requireOwn(command.actor()))
                .delayUntil(note -> notes.delete(note.id()))
                .as(transactions::transactional));
    }

    private Mono<Note> note(Command command) {
        return drafts.author(command.articleId(), command.actor())
                .then(Mono.defer(() -> notes.find(command.articleId(), command.noteId())));
    }
}
