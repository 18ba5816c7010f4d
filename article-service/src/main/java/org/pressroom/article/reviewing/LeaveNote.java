package org.pressroom.article.reviewing;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pressroom.article.authors.AuthorRepository;
import org.pressroom.article.writing.Draft;
import org.pressroom.article.writing.DraftRepository;
import org.pressroom.common.events.DraftNoted;
import org.pressroom.common.events.EventType;
import org.pressroom.common.ids.Ids;
import org.pressroom.common.outbox.Outbox;
import org.pressroom.common.usecase.Actor;
import org.pressroom.common.usecase.ExpectedVersion;
import org.pressroom.common.usecase.RefusedException;
import org.pressroom.common.usecase.Result;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Leaves a note on an article, for those who work on it. The draft's version stays: its text is as it was. */
@Component
public class LeaveNote {

    /** Of one article: nobody looks through more, and it bounds what an answer and an event cost. */
    static final int MOST = 500;

    private static final int MOST_TOLD = 50;

    private final DraftRepository drafts;
    private final SubmissionRepository submissions;
    private final NoteRepository notes;
    private final AuthorRepository authors;
    private final Outbox outbox;
    private final TransactionalOperator transactions;
    private final Clock clock;

    LeaveNote(
            DraftRepository drafts,
            SubmissionRepository submissions,
            NoteRepository notes,
            AuthorRepository authors,
            Outbox outbox,
            TransactionalOperator transactions,
            Clock clock) {
        this.drafts = drafts;
        this.submissions = submissions;
        this.notes = notes;
        this.authors = authors;
        this.outbox = outbox;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * What to leave.
     *
     * @param place what it is about; null for all of the article
     */
    record Command(
            UUID articleId,
            Actor.Account actor,
            String text,
            @Nullable Place place) {}

    /** A passage as it is pointed at. */
    record Place(String quote, int start, int end) {}

    /**
     * Opens a transaction, or joins that of the caller. Invalid where the passage does not stand in the saved text; a
     * conflict where there are {@link #MOST} notes already.
     */
    Mono<Result<Note>> execute(Command command) {
        Actor.Account actor = command.actor();
        UUID id = Ids.next();
        return Result.of(drafts.claim(command.articleId(), actor, ExpectedVersion.ANY)
                .delayUntil(draft -> notes.count(draft.id()).doOnNext(LeaveNote::requireRoom))
                .delayUntil(draft -> authors.ensure(actor.id(), actor.slug(), actor.name()))
                .delayUntil(draft -> leave(id, draft, command))
                .flatMap(draft -> notes.find(draft.id(), id))
                .as(transactions::transactional));
    }

    private Mono<Void> leave(UUID id, Draft draft, Command command) {
        Place place = command.place();
        Passage passage =
                place == null ? null : Passage.of(draft.content().body(), place.quote(), place.start(), place.end());
        Instant now = clock.instant();
        UUID writer = command.actor().id();
        return notes.insert(id, draft.id(), writer, command.text(), passage, now)
                .then(Mono.defer(() -> concerned(draft, writer)))
                .flatMap(concerned -> outbox.append(
                        EventType.DRAFT_NOTED,
                        draft.id(),
                        draft.id(),
                        new DraftNoted(draft.id(), id, draft.author().accountId(), writer, now, concerned)));
    }

    private Mono<List<UUID>> concerned(Draft draft, UUID writer) {
        return Mono.zip(notes.writers(draft.id(), MOST_TOLD), submissions.find(draft.id()), (writers, submission) -> {
            Stream<UUID> submitter = submission instanceof Submission.Known known
                    ? Stream.of(known.submitted().actorId())
                    : Stream.empty();
            return Stream.concat(Stream.concat(draft.authorIds().stream(), submitter), writers.stream())
                    .distinct()
                    .filter(person -> !person.equals(writer))
                    .toList();
        });
    }

    private static void requireRoom(int notes) {
        if (notes >= MOST) {
            throw RefusedException.conflict(
                    "This article has " + MOST + " notes already. Delete some that are done with first.");
        }
    }
}
