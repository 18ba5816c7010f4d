package org.pressroom.gateway.site;

import static org.springframework.web.reactive.function.server.RequestPredicates.methods;
import static org.springframework.web.reactive.function.server.RequestPredicates.path;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.pressroom.gateway.routes.Route;
import org.pressroom.gateway.site.calls.MovedException;
import org.pressroom.gateway.site.calls.ServiceAwayException;
import org.pressroom.gateway.site.cards.CardPages;
import org.pressroom.gateway.site.comments.CommentPages;
import org.pressroom.gateway.site.feeds.FeedFormat;
import org.pressroom.gateway.site.feeds.FeedPages;
import org.pressroom.gateway.site.oembed.OEmbedPages;
import org.pressroom.gateway.site.reading.LockedPages;
import org.pressroom.gateway.site.reading.PreviewPages;
import org.pressroom.gateway.site.reading.ReadingPages;
import org.pressroom.gateway.site.reading.SearchPages;
import org.pressroom.gateway.site.rendering.Elsewhere;
import org.pressroom.gateway.site.rendering.PageRenderer;
import org.pressroom.gateway.site.sitemap.SitemapPages;
import org.pressroom.gateway.site.subscriptions.SubscriptionPages;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RequestPredicate;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.util.UriUtils;
import reactor.core.publisher.Mono;

/** The addresses of the reading site. */
final class SiteRoutes {
    private SiteRoutes() {}

    static RouterFunction<ServerResponse> of(
            PageRenderer pages,
            ReadingPages reading,
            SearchPages search,
            LockedPages locked,
            PreviewPages previews,
            CommentPages comments,
            SubscriptionPages subscriptions,
            LanguageChoice language,
            FeedPages feeds,
            SitemapPages sitemap,
            CardPages cards,
            OEmbedPages oembed,
            LookPages look) {
        return RouterFunctions.route()
                .route(read("/"), reading::front)
                .route(read("/categories"), reading::categories)
                .route(read("/categories/{slug}"), reading::category)
                .route(read("/tags/{slug}"), reading::tag)
                .route(read("/authors/{slug}"), reading::author)
                .route(read("/search"), search::search)
                .route(read("/articles/{slug}"), reading::article)
                .POST("/articles/{slug}/access", form(locked::open))
                .route(read("/pages/{slug}"), reading::page)
                .route(read("/previews/{token}"), previews::preview)
                .route(read("/articles/{slug}/comments"), SiteRoutes::toThread)
                .POST("/articles/{slug}/comments", form(comments::post))
                .route(read("/articles/{slug}/comments/new"), comments::reply)
                .route(read("/articles/{slug}/comments/{id}"), comments::received)
                .POST("/articles/{slug}/comments/{id}", form(comments::change))
                .route(read("/subscriptions"), subscriptions::offer)
                .POST("/subscriptions", form(subscriptions::subscribe))
                .route(read("/subscriptions/check-mail"), subscriptions::checkMail)
                .route(read("/subscriptions/confirm"), subscriptions::confirmation)
                .POST("/subscriptions/confirm", form(subscriptions::confirm))
                .route(read("/subscriptions/confirmed"), subscriptions::confirmed)
                .route(read("/subscriptions/manage"), subscriptions::management)
                .POST("/subscriptions/manage", form(subscriptions::manage))
                .route(read("/subscriptions/erased"), subscriptions::erased)
                .route(read("/subscriptions/read"), subscriptions::read)
                .POST("/subscriptions/read/end", form(subscriptions::stopReading))
                .route(read("/subscriptions/unsubscribe"), subscriptions::leaving)
                .POST("/subscriptions/unsubscribe", subscriptions::leave)
                .POST("/language", form(language::choose))
                .route(read("/desk"), request -> ServerResponse.permanentRedirect(URI.create("/desk/"))
                        .cacheControl(CacheControl.noCache())
                        .build())
                .route(read("/desk/"), pages::desk)
                .add(of(feeds))
                .route(read("/sitemap.xml"), sitemap::sitemap)
                .route(read("/sitemap-news.xml"), sitemap::news)
                .route(read("/robots.txt"), sitemap::robots)
                .route(read("/articles/{slug}/" + CardPages.FILE), cards::card)
                .route(read("/pages/{slug}/" + CardPages.FILE), cards::card)
                .route(read("/oembed"), oembed::embed)
                .route(read("/site/{file}"), look::style)
                .route(read("/site/pictures/{file}"), look::picture)
                .route(SiteRoutes::isPage, SiteRoutes::refused)
                .onError(
                        ResponseStatusException.class,
                        (error, request) -> pages.failure(request, error.getStatusCode(), error.getHeaders()))
                .onError(MovedException.class, SiteRoutes::moved)
                .onError(
                        ServiceAwayException.class,
                        (error, request) -> pages.failure(request, HttpStatus.SERVICE_UNAVAILABLE))
                .build();
    }

    /** Each in all its formats. */
    private static RouterFunction<ServerResponse> of(FeedPages feeds) {
        RouterFunctions.Builder routes = RouterFunctions.route();
        for (FeedFormat format : FeedFormat.values()) {
            routes.route(read("/" + format.file()), request -> feeds.site(request, format))
                    .route(read("/categories/{slug}/" + format.file()), request -> feeds.category(request, format))
                    .route(read("/tags/{slug}/" + format.file()), request -> feeds.tag(request, format))
                    .route(read("/authors/{slug}/" + format.file()), request -> feeds.author(request, format));
        }
        return routes.build();
    }

    private static Mono<ServerResponse> moved(Throwable moved, ServerRequest request) {
        return Elsewhere.under(request, ((MovedException) moved).slug(), "");
    }

    /** Where a reader lands who reloads the address that the form posted to. */
    private static Mono<ServerResponse> toThread(ServerRequest request) {
        String slug = UriUtils.encodePathSegment(request.pathVariable("slug"), StandardCharsets.UTF_8);
        return ServerResponse.seeOther(URI.create("/articles/" + slug + "#comments"))
                .build();
    }

    private static RequestPredicate read(String pattern) {
        return methods(HttpMethod.GET, HttpMethod.HEAD).and(path(pattern));
    }

    /** What our forms send, and nothing else. */
    private static HandlerFunction<ServerResponse> form(HandlerFunction<ServerResponse> handler) {
        return request -> isForm(request)
                ? handler.handle(request)
                : Mono.error(new ResponseStatusException(HttpStatus.UNSUPPORTED_MEDIA_TYPE));
    }

    private static boolean isForm(ServerRequest request) {
        try {
            return request.headers()
                    .contentType()
                    .filter(MediaType.APPLICATION_FORM_URLENCODED::isCompatibleWith)
                    .isPresent();
        } catch (InvalidMediaTypeException malformed) {
            return false;
        }
    }

    private static boolean isPage(ServerRequest request) {
        return Route.of(request.exchange()).isPage();
    }

    /** What answers to the method of the request stands before this, if anything does. */
    private static Mono<ServerResponse> refused(ServerRequest request) {
        return Mono.error(new MethodNotAllowedException(
                request.method(), Route.of(request.exchange()).methods()));
    }
}
