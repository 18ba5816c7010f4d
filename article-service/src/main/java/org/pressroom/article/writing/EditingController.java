package org.pressroom.article.writing;

import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.http.Actors;
import org.pressroom.common.http.Refusals;
import org.pressroom.common.security.Caller;
import org.pressroom.common.usecase.Actor;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Who has an article open to write in it. */
@Tag(name = "Drafts")
@RestController
class EditingController {

    private static final EditingView NOBODY = new EditingView(null, false, null, null);

    private final DraftRepository drafts;
    private final EditingRepository editing;

    EditingController(DraftRepository drafts, EditingRepository editing) {
        this.drafts = drafts;
        this.editing = editing;
    }

    /**
     * Who is at it.
     *
     * @param editor null for nobody, as all else is then
     * @param mine whether it is the caller
     * @param until when it lapses
     */
    record EditingView(
            @Nullable Editor editor,
            boolean mine,
            @Nullable Instant since,
            @Nullable Instant until) {

        static EditingView of(Editing editing, Actor.Account caller) {
            return new EditingView(
                    new Editor(editing.editorSlug(), editing.editorName()),
                    editing.editorId().equals(caller.id()),
                    editing.since(),
                    editing.until());
        }
    }

    /** Somebody, by the public name. */
    record Editor(String slug, String name) {}

    /** Tells who has a draft open to write in it. */
    @GetMapping("/api/drafts/{id}/editing")
    Mono<ResponseEntity<EditingView>> readEditing(
            @ForWriters Caller caller, @PathVariable UUID id, ServerHttpRequest request) {
        Actor.Account actor = Actors.account(caller);
        return Refusals.orProblemOf(drafts.author(id, actor), request)
                .then(editing.find(id))
                .map(found -> EditingView.of(found, actor))
                .defaultIfEmpty(NOBODY)
                .map(EditingController::respond);
    }

    /**
     * Says that the caller has a draft open to write in it: for 45 seconds, so to be said again before. It keeps nobody
     * from saving, for which there is {@code If-Match}.
     *
     * @param takeOver whether also where somebody else is at it
     * @return who is at it now: somebody else, where that was so and is not taken over
     */
    @PutMapping("/api/drafts/{id}/editing")
    Mono<ResponseEntity<EditingView>> beginEditing(
            @ForWriters Caller caller,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "false") boolean takeOver,
            ServerHttpRequest request) {
        Actor.Account actor = Actors.account(caller);
        return Refusals.orProblemOf(drafts.author(id, actor), request)
                .then(editing.begin(id, actor, takeOver))
                .map(found -> respond(EditingView.of(found, actor)));
    }

    /** Says that the caller is at it no more. */
    @DeleteMapping("/api/drafts/{id}/editing")
    @ApiResponse(responseCode = "204")
    Mono<ResponseEntity<Void>> endEditing(@ForWriters Caller caller, @PathVariable UUID id, ServerHttpRequest request) {
        Actor.Account actor = Actors.account(caller);
        return Refusals.orProblemOf(drafts.author(id, actor), request)
                .then(editing.end(id, actor.id()))
                .thenReturn(ResponseEntity.noContent().build());
    }

    private static ResponseEntity<EditingView> respond(EditingView view) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(view);
    }
}
