package org.pressroom.article.publishing;

import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.pressroom.article.writing.DraftRepository;
import org.pressroom.article.writing.ForWriters;
import org.pressroom.article.writing.Format;
import org.pressroom.common.http.Actors;
import org.pressroom.common.http.Refusals;
import org.pressroom.common.security.Caller;
import org.pressroom.common.validation.Text;
import org.pressroom.common.validation.TextLimits;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** How a text would look to readers. */
@Tag(name = "Drafts")
@RestController
class PreviewController {

    private final DraftRepository drafts;
    private final DraftRenderer renderer;
    private final PreviewRenderer previews;

    PreviewController(DraftRepository drafts, DraftRenderer renderer, PreviewRenderer previews) {
        this.drafts = drafts;
        this.renderer = renderer;
        this.previews = previews;
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

    /**
     * What somebody is writing.
     *
     * @param body as that of a draft
     */
    record WrittenBody(
            @NotNull @Text(max = TextLimits.ARTICLE) String body,
            @NotNull Format format) {}

    /**
     * A text as it would be published, and how long it is.
     *
     * @param bodyHtml safe to show as it is
     * @param words as those who write its language tell them apart
     * @param readingMinutes at least 1
     */
    record MeasuredPreview(String bodyHtml, int words, int readingMinutes) {}

    /**
     * Renders a text that is being written as it would be published, and keeps nothing of it. Where many write at once, 503
     * says when to ask again.
     */
    @PostMapping("/api/previews")
    Mono<ResponseEntity<MeasuredPreview>> previewText(
            @ForWriters Caller caller, ServerHttpRequest request, @Valid @RequestBody Mono<WrittenBody> body) {
        return body.flatMap(written -> Refusals.orProblemOf(previews.render(written.body(), written.format()), request))
                .map(found -> ResponseEntity.ok()
                        .cacheControl(CacheControl.noStore())
                        .body(new MeasuredPreview(
                                found.rendered().html(),
                                found.words(),
                                found.rendered().readingMinutes())));
    }
}
