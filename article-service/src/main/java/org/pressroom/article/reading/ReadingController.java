package org.pressroom.article.reading;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pressroom.article.edge.CacheTags;
import org.pressroom.common.http.TaggedJson;
import org.pressroom.common.paging.PageRequest;
import org.pressroom.common.problem.Problems;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** What anybody may read. */
@RestController
class ReadingController {

    private final ArticleQueries articles;
    private final TaggedJson json;

    ReadingController(ArticleQueries articles, TaggedJson json) {
        this.articles = articles;
        this.json = json;
    }

    @GetMapping("/api/articles")
    Mono<ResponseEntity<byte[]>> list(
            ServerWebExchange exchange,
            @RequestParam @Nullable String category,
            @RequestParam @Nullable String tag,
            @RequestParam @Nullable String author,
            @RequestParam @Nullable String q,
            @RequestParam @Nullable String limit,
            @RequestParam @Nullable String after) {
        if (q != null) {
            throw Problems.badRequest("Searching with 'q' is not offered yet.");
        }
        ArticleFilter filter = new ArticleFilter(category, tag, author);
        return articles.page(filter, PageRequest.of(List.of("articles", filter), limit, after))
                .doOnNext(page -> CacheTags.list(exchange.getResponse()))
                .map(page -> json.respond(exchange.getRequest(), page));
    }

    /** Under a slug that it had before: 301 to where it is now. */
    @GetMapping("/api/articles/{slug}")
    Mono<ResponseEntity<byte[]>> read(ServerWebExchange exchange, @PathVariable String slug) {
        return articles.find(slug)
                .doOnNext(article ->
                        CacheTags.article(exchange.getResponse(), article.line().id()))
                .map(article -> json.respond(exchange.getRequest(), article))
                .switchIfEmpty(Mono.defer(() -> moved(exchange, slug)))
                .switchIfEmpty(Mono.error(() -> Problems.notFound("There is no such article.")));
    }

    private Mono<ResponseEntity<byte[]>> moved(ServerWebExchange exchange, String formerSlug) {
        return articles.findMoved(formerSlug)
                .doOnNext(moved -> CacheTags.article(exchange.getResponse(), moved.id()))
                .map(moved -> ResponseEntity.status(HttpStatus.MOVED_PERMANENTLY)
                        .location(URI.create("/api/articles/" + moved.slug()))
                        // The article may go, or take its former slug again.
                        .cacheControl(CacheControl.noCache())
                        .build());
    }
}
