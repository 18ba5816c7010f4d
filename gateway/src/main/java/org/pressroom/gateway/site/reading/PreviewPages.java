package org.pressroom.gateway.site.reading;

import java.util.HashMap;
import java.util.Map;
import org.pressroom.common.contract.SharedPreview;
import org.pressroom.gateway.site.articles.ArticleClient;
import org.pressroom.gateway.site.articles.ArticlePicture;
import org.pressroom.gateway.site.look.DisplayTime;
import org.pressroom.gateway.site.look.EmbedFrames;
import org.pressroom.gateway.site.look.Scrolling;
import org.pressroom.gateway.site.look.Writing;
import org.pressroom.gateway.site.rendering.PageFrame;
import org.pressroom.gateway.site.rendering.PageRenderer;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Drafts, for who was given a link to one. Nothing keeps them, and search engines are to leave them out. */
public final class PreviewPages {

    private final PageRenderer pages;
    private final ArticleClient articles;

    public PreviewPages(PageRenderer pages, ArticleClient articles) {
        this.pages = pages;
        this.articles = articles;
    }

    public Mono<ServerResponse> preview(ServerRequest request) {
        return articles.preview(request.pathVariable("token"))
                .flatMap(found -> page(request, found))
                .switchIfEmpty(Mono.defer(() -> pages.notFound(request)));
    }

    private Mono<ServerResponse> page(ServerRequest request, SharedPreview found) {
        EmbedFrames.allow(request.exchange(), found.bodyHtml());
        request.exchange().getResponse().getHeaders().set("X-Robots-Tag", "noindex, nofollow, noarchive");
        DisplayTime.Style style = pages.locale(request).style();
        Map<String, Object> model = new HashMap<>();
        model.put("draft", found);
        model.put("bodyHtml", Scrolling.focusable(found.bodyHtml()));
        model.put("picture", ArticlePicture.of(found.cover(), found.slug()));
        model.put(
                "writing",
                Writing.of(found.title(), found.summary(), found.bodyHtml()).in(found.language()));
        model.put("saved", style.day(found.updatedAt()));
        model.put("ends", style.day(found.expiresAt()));
        PageFrame frame = PageFrame.unlisted(found.title(), request.path());
        return pages.personal(request, HttpStatus.OK, "preview", frame, model);
    }
}
