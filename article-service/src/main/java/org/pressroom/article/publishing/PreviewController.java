package org.pressroom.article.publishing;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.pressroom.article.writing.DraftRepository;
import org.pressroom.article.writing.ForWriters;
import org.pressroom.common.http.Actors;
import org.pressroom.common.http.Refusals;
import org.pressroom.common.security.Caller;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** How a draft would look to readers. */
@Tag(name = "Drafts")
@RestController
class PreviewController {

    private final DraftRepository drafts;
    private final DraftRenderer renderer;

    PreviewController(DraftRepository drafts, DraftRenderer renderer) {
        this.drafts = drafts;
        this.renderer = renderer;
    }

    /**
     * The draft's text as it would be published.
     *
     * @param bodyHtml safe to show as it is
     */
    record Preview(String bodyHtml, int readingMinutes) {}

    /**
     * Renders a draft as it would be published. On a path of its own, for that is work that reading a draft need not wait
     * for.
     */
    @GetMapping("/api/drafts/{id}/preview")
    Mono<ResponseEntity<Preview>> previewDraft(
            @ForWriters Caller caller, @PathVariable UUID id, ServerHttpRequest request) {
        return Refusals.orProblemOf(
                        drafts.find(id, Actors.account(caller)).flatMap(draft -> renderer.render(draft.content())),
                        request)
                .map(body -> ResponseEntity.ok()
                        .cacheControl(CacheControl.noStore())
                        .body(new Preview(body.html(), body.readingMinutes())));
    }
}
