package org.pressroom.article.reviewing;

import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.article.writing.DraftRepository;
import org.pressroom.article.writing.ForWriters;
import org.pressroom.common.http.Actors;
import org.pressroom.common.http.JsonBytes;
import org.pressroom.common.http.Refusals;
import org.pressroom.common.http.TaggedJson;
import org.pressroom.common.idempotency.IdempotencyKeys;
import org.pressroom.common.idempotency.Idempotent;
import org.pressroom.common.paging.Page;
import org.pressroom.common.paging.PageRequest;
import org.pressroom.common.security.Caller;
import org.pressroom.common.usecase.Actor;
import org.pressroom.common.validation.Text;
import org.pressroom.common.validation.TextLimits;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** What those who work on an article tell each other about it. */
@Tag(name = "Review")
@RestController
class NoteController {

    private final DraftRepository drafts;
    private final NoteRepository notes;
    private final LeaveNote leaveNote;
    private final SettleNote settleNote;
    private final IdempotencyKeys idempotency;
    private final TaggedJson json;

    NoteController(
            DraftRepository drafts,
            NoteRepository notes,
            LeaveNote leaveNote,
            SettleNote settleNote,
            IdempotencyKeys idempotency,
            TaggedJson json) {
        this.drafts = drafts;
        this.notes = notes;
        this.leaveNote = leaveNote;
        this.settleNote = settleNote;
        this.idempotency = idempotency;
        this.json = json;
    }

    /**
     * A note, and what it is about.
     *
     * @param passage null where it is about all of the article
     */
    record NewNote(
            @NotNull @Text(min = 1, max = TextLimits.NOTE) String text,
            @Nullable @Valid NewPassage passage) {}

    /**
     * A passage of the draft's body as it is saved.
     *
     * @param quote its words
     * @param start,end where it stands, in UTF-16 code units, as browsers count
     */
    @Schema(name = "NewPassage")
    record NewPassage(
            @NotNull @Text(min = 1, max = TextLimits.QUOTE) String quote,
            @NotNull @Min(0) Integer start,
            @NotNull @Min(0) Integer end) {}

    /** Whether what it asks for is done. */
    record NoteUpdate(@NotNull Boolean resolved) {}

    /**
     * A note.
     *
     * @param by who left it
     * @param mine whether that is the caller
     * @param passage what it is about; null for all of the article
     * @param resolvedAt when it was settled; null while it is open
     * @param resolvedBy who settled it
     */
    @Schema(name = "Note")
    record NoteView(
            UUID id,
            String text,
            NotePerson by,
            boolean mine,
            @Nullable NotePassage passage,
            Instant createdAt,
            @Nullable Instant resolvedAt,
            @Nullable NotePerson resolvedBy) {

        static NoteView of(Note note, Actor.Account caller) {
            Passage passage = note.passage();
            Note.Resolved resolved = note.resolved();
            return new NoteView(
                    note.id(),
                    note.text(),
                    NotePerson.of(note.writer()),
                    note.writer().id().equals(caller.id()),
                    passage == null
                            ? null
                            : new NotePassage(
                                    passage.quote(), passage.before(), passage.after(), passage.start(), passage.end()),
                    note.createdAt(),
                    resolved == null ? null : resolved.at(),
                    resolved == null ? null : NotePerson.of(resolved.by()));
        }
    }

    /** Somebody, by the public name. */
    record NotePerson(String slug, String name) {
        static NotePerson of(Note.Person person) {
            return new NotePerson(person.slug(), person.name());
        }
    }

    /**
     * A passage as it was when the note was left. Whoever shows the note looks for it in the text as it is now: the quote
     * between what stood around it, nearest to where it stood; where the quote is not there any more, it is gone.
     *
     * @param before,after what stood around it, 40 characters at most
     * @param start,end where it stood, in UTF-16 code units, as browsers count
     */
    record NotePassage(String quote, String before, String after, int start, int end) {}

    /** Lists the notes on a draft, the oldest first. No reader ever sees them. */
    @GetMapping("/api/drafts/{id}/notes")
    Mono<ResponseEntity<JsonBytes<Page<NoteView>>>> listNotes(
            @ForWriters Caller caller,
            @PathVariable UUID id,
            ServerHttpRequest request,
            @RequestParam @Nullable String limit,
            @RequestParam @Nullable String after) {
        PageRequest page = PageRequest.of(List.of("notes", id), limit, after);
        Actor.Account actor = Actors.account(caller);
        return Refusals.orProblemOf(drafts.author(id, actor), request)
                .then(notes.page(id, page))
                .map(found -> json.respond(request, found.map(note -> NoteView.of(note, actor))));
    }

    /** Leaves a note on a draft, on a passage of it or on all. */
    @Idempotent
    @PostMapping("/api/drafts/{id}/notes")
    @ApiResponse(responseCode = "201", headers = @Header(name = HttpHeaders.LOCATION))
    @ApiResponse(responseCode = "409", description = "The draft has 500 notes already, or the key had another body.")
    Mono<ResponseEntity<JsonBytes<NoteView>>> leaveNote(
            @ForWriters Caller caller,
            @PathVariable UUID id,
            ServerWebExchange exchange,
            @Valid @RequestBody Mono<NewNote> body) {
        Actor.Account actor = Actors.account(caller);
        return Refusals.orProblemOf(drafts.author(id, actor), exchange.getRequest())
                .then(body)
                .flatMap(note -> idempotency.run(exchange, caller, note, () -> Refusals.orProblem(
                                leaveNote.execute(new LeaveNote.Command(id, actor, note.text(), place(note))),
                                exchange.getRequest())
                        .map(left -> ResponseEntity.created(URI.create("/api/drafts/" + id + "/notes/" + left.id()))
                                .body(NoteView.of(left, actor)))));
    }

    /** Says that what a note asks for is done, or opens it again. */
    @PatchMapping("/api/drafts/{id}/notes/{noteId}")
    Mono<ResponseEntity<NoteView>> settleNote(
            @ForWriters Caller caller,
            @PathVariable UUID id,
            @PathVariable UUID noteId,
            ServerHttpRequest request,
            @Valid @RequestBody Mono<NoteUpdate> body) {
        Actor.Account actor = Actors.account(caller);
        SettleNote.Command command = new SettleNote.Command(id, noteId, actor);
        return Refusals.orProblemOf(drafts.author(id, actor), request)
                .then(body)
                .flatMap(update -> Refusals.orProblem(
                        update.resolved() ? settleNote.resolve(command) : settleNote.reopen(command), request))
                .map(note -> ResponseEntity.ok(NoteView.of(note, actor)));
    }

    /** Deletes a note of one's own. */
    @DeleteMapping("/api/drafts/{id}/notes/{noteId}")
    @ApiResponse(responseCode = "204")
    Mono<ResponseEntity<Void>> deleteNote(
            @ForWriters Caller caller, @PathVariable UUID id, @PathVariable UUID noteId, ServerHttpRequest request) {
        return Refusals.orProblem(
                        settleNote.delete(new SettleNote.Command(id, noteId, Actors.account(caller))), request)
                .map(deleted -> ResponseEntity.noContent().build());
    }

    private static LeaveNote.@Nullable Place place(NewNote note) {
        NewPassage passage = note.passage();
        return passage == null ? null : new LeaveNote.Place(passage.quote(), passage.start(), passage.end());
    }
}
