package org.pressroom.gateway.site.reading;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.contract.ArticleView;
import org.pressroom.gateway.cookies.ArticleAccessCookie;
import org.pressroom.gateway.edge.PageTags;
import org.pressroom.gateway.readers.Readers;
import org.pressroom.gateway.site.articles.Article;
import org.pressroom.gateway.site.articles.ArticleClient;
import org.pressroom.gateway.site.calls.ServiceResponse;
import org.pressroom.gateway.site.rendering.FormFields;
import org.pressroom.gateway.site.rendering.PageFrame;
import org.pressroom.gateway.site.rendering.PageRenderer;
import org.pressroom.gateway.site.subscriptions.SubscriptionForm;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** What stands in the place of an article that is for some alone, and what opens it. */
public final class LockedPages {

    private final PageRenderer pages;
    private final ArticleClient articles;
    private final ArticleAccessCookie cookie;

    public LockedPages(PageRenderer pages, ArticleClient articles, ArticleAccessCookie cookie) {
        this.pages = pages;
        this.articles = articles;
        this.cookie = cookie;
    }

    /** What the request shows that opens the article of its path; null for nothing. */
    public @Nullable String access(ServerRequest request) {
        return cookie.access(request.exchange().getRequest());
    }

    /**
     * The page without the text, the same for everybody who may not read it. Where nobody can say whether its reader may, it
     * says so.
     */
    Mono<ServerResponse> locked(ServerRequest request, ArticleView json) {
        if (json.isForSubscribers() && Readers.areUnknown(request.exchange())) {
            return again(request, json, HttpStatus.SERVICE_UNAVAILABLE, "locked.readers-away");
        }
        PageTags tags = PageTags.of(request.exchange()).article(json.listed());
        if (json.isForSubscribers()) {
            tags.lessThanSubscribersRead();
        }
        return pages.shown(request, "locked", frame(json), model(request, json, null));
    }

    /** {@code POST /articles/{slug}/access}: 303 to the article, or the form again with what was wrong. */
    public Mono<ServerResponse> open(ServerRequest request) {
        String slug = request.pathVariable("slug");
        return request.formData()
                .flatMap(fields -> articles.bySlug(slug, null)
                        .flatMap(json -> articles.open(json.slug(), FormFields.text(fields, "password"))
                                .flatMap(outcome -> opened(request, json, outcome))))
                .switchIfEmpty(Mono.defer(() -> pages.notFound(request)));
    }

    private Mono<ServerResponse> opened(
            ServerRequest request, ArticleView json, ServiceResponse<ArticleClient.Access> outcome) {
        String path = Article.pathOf(json.listed());
        if (outcome instanceof ServiceResponse.Accepted<ArticleClient.Access> accepted) {
            return ServerResponse.seeOther(URI.create(path))
                    .cookie(cookie.of(accepted.answer().access(), path))
                    .build();
        }
        if (outcome instanceof ServiceResponse.Refused<ArticleClient.Access> refused) {
            return switch (refused.status()) {
                // It needs no password any more.
                case 404 -> ServerResponse.seeOther(URI.create(path)).build();
                case 429 -> again(request, json, HttpStatusCode.valueOf(429), "locked.limited");
                default -> again(request, json, HttpStatus.FORBIDDEN, "locked.wrong");
            };
        }
        return again(request, json, HttpStatus.SERVICE_UNAVAILABLE, "locked.away");
    }

    private Mono<ServerResponse> again(ServerRequest request, ArticleView json, HttpStatusCode status, String wrong) {
        return pages.personal(
                request,
                status,
                "locked",
                frame(json),
                model(request, json, pages.locale(request).message(wrong)));
    }

    private PageFrame frame(ArticleView json) {
        return new PageFrame(
                json.seo().title(),
                json.seo().description(),
                json.seo().canonicalUrl(),
                Article.pathOf(json.listed()),
                json.title(),
                "website",
                pages.site().url() + ShownPicture.of(json),
                true,
                null,
                null,
                null,
                List.of());
    }

    private Map<String, Object> model(ServerRequest request, ArticleView json, @Nullable String wrong) {
        Map<String, Object> model = new HashMap<>();
        model.put("article", Article.of(json, pages.locale(request).style()));
        model.put("subscription", SubscriptionForm.toEverything());
        if (wrong != null) {
            model.put("wrong", wrong);
        }
        return model;
    }
}
