package org.pressroom.gateway.site.cards;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.pressroom.common.contract.ArticleView;
import org.pressroom.gateway.edge.PageTags;
import org.pressroom.gateway.site.articles.Article;
import org.pressroom.gateway.site.articles.ArticleClient;
import org.pressroom.gateway.site.calls.MovedException;
import org.pressroom.gateway.site.rendering.Elsewhere;
import org.pressroom.gateway.site.rendering.PageRenderer;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The pictures that are drawn of articles and pages. Each takes about a tenth of a second and 3 MB, so one is drawn at a time. */
public final class CardPages {

    /** The last part of its address, beneath that of the article. */
    public static final String FILE = "card.png";

    /** So many wait that the last of them waits some seconds. */
    private static final int WAITING = 50;

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int IDLE_SECONDS = 60;

    private static final Scheduler DRAWING = Schedulers.newBoundedElastic(1, WAITING, "cards", IDLE_SECONDS, true);

    private final PageRenderer pages;
    private final ArticleClient articles;
    private final CardPainter painter = new CardPainter();

    public CardPages(PageRenderer pages, ArticleClient articles) {
        this.pages = pages;
        this.articles = articles;
    }

    /** The picture of what has a slug; a former one leads on. */
    public Mono<ServerResponse> card(ServerRequest request) {
        return articles.bySlug(request.pathVariable("slug"), null)
                .flatMap(article -> isAt(request, article)
                        ? drawn(request, article)
                        : Elsewhere.at(Article.pathOf(article.listed()) + "/" + FILE))
                .onErrorResume(MovedException.class, moved -> Elsewhere.under(request, moved.slug(), "/" + FILE))
                .switchIfEmpty(Mono.defer(() -> pages.notFound(request)));
    }

    private static boolean isAt(ServerRequest request, ArticleView article) {
        return request.path().startsWith(article.isPage() ? "/pages/" : "/articles/");
    }

    private Mono<ServerResponse> drawn(ServerRequest request, ArticleView article) {
        return Mono.fromCallable(
                        () -> painter.paint(article.title(), pages.site().name(), article.slug()))
                .subscribeOn(DRAWING)
                .timeout(PATIENCE)
                .onErrorMap(
                        failure -> failure instanceof RejectedExecutionException || failure instanceof TimeoutException,
                        full -> new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE, null, full))
                .flatMap(picture -> {
                    PageTags.of(request.exchange()).article(article.id());
                    return ServerResponse.ok()
                            .contentType(MediaType.IMAGE_PNG)
                            .cacheControl(CacheControl.noCache())
                            .bodyValue(picture);
                });
    }
}
