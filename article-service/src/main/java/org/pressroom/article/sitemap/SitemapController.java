package org.pressroom.article.sitemap;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.pressroom.common.contract.CacheTags;
import org.pressroom.common.contract.HeaderNames;
import org.pressroom.common.contract.NewsEntry;
import org.pressroom.common.contract.SitemapEntry;
import org.pressroom.common.contract.SitemapPart;
import org.pressroom.common.http.JsonBytes;
import org.pressroom.common.http.TaggedJson;
import org.pressroom.common.paging.Page;
import org.pressroom.common.problem.Problems;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All that search engines are to find, in parts. */
@Tag(name = "Sitemap")
@RestController
class SitemapController {

    /** What search engines take for news, and how many of them. */
    private static final Duration NEWS = Duration.ofDays(2);

    private static final int MOST_NEWS = 1_000;

    private final SitemapRepository sitemap;
    private final TaggedJson json;
    private final Clock clock;

    SitemapController(SitemapRepository sitemap, TaggedJson json, Clock clock) {
        this.sitemap = sitemap;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Lists the parts of the sitemap, all of them at once. Each has a few thousand addresses at most: of articles and pages, of
     * tags, or of authors. What is unlisted, or has a canonical address of its own, is in none.
     */
    @GetMapping("/api/sitemap/parts")
    Mono<ResponseEntity<JsonBytes<Page<SitemapPart>>>> listParts(ServerWebExchange exchange) {
        return shown(exchange, sitemap.parts());
    }

    /** Lists what is in a part, all of it at once. */
    @GetMapping("/api/sitemap/parts/{number}")
    Mono<ResponseEntity<JsonBytes<Page<SitemapEntry>>>> readPart(
            ServerWebExchange exchange, @PathVariable String number) {
        return Mono.justOrEmpty(numbered(number))
                .flatMap(sitemap::find)
                .switchIfEmpty(Mono.error(() -> Problems.notFound("There is no such part.")))
                .flatMap(part -> shown(exchange, sitemap.entries(part)));
    }

    /** Lists the articles of the last two days, the newest first, a thousand at most. */
    @GetMapping("/api/sitemap/news")
    Mono<ResponseEntity<JsonBytes<Page<NewsEntry>>>> listNews(ServerWebExchange exchange) {
        return shown(exchange, sitemap.news(clock.instant().minus(NEWS), MOST_NEWS));
    }

    private <T> Mono<ResponseEntity<JsonBytes<Page<T>>>> shown(ServerWebExchange exchange, Flux<T> found) {
        return found.collectList()
                .doOnNext(items -> exchange.getResponse().getHeaders().set(HeaderNames.CACHE_TAG, CacheTags.LIST))
                .map(items -> json.respond(exchange.getRequest(), new Page<>(items, null)));
    }

    private static Optional<Integer> numbered(String number) {
        return number.matches("[1-9][0-9]{0,8}") ? Optional.of(Integer.valueOf(number)) : Optional.empty();
    }
}
