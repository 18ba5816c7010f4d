package org.pressroom.article.reading;

import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pressroom.article.reading.NeighbourQueries.Found;
import org.pressroom.common.contract.ArticleNeighbours;
import org.pressroom.common.contract.CacheTags;
import org.pressroom.common.contract.HeaderNames;
import org.pressroom.common.http.JsonBytes;
import org.pressroom.common.http.TaggedJson;
import org.pressroom.common.problem.Problems;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Where reading goes on from an article. */
@Tag(name = "Articles")
@RestController
class NeighbourController {

    private final NeighbourQueries neighbours;
    private final ArticleQueries articles;
    private final TaggedJson json;

    NeighbourController(NeighbourQueries neighbours, ArticleQueries articles, TaggedJson json) {
        this.neighbours = neighbours;
        this.articles = articles;
        this.json = json;
    }

    /**
     * Reads where reading goes on from a published article: the next newer and older one in its language, and up to four
     * that it shares most with, by tags and category. Pages, and what is in no list, have none.
     */
    @GetMapping("/api/articles/{slug}/neighbours")
    @ApiResponse(responseCode = "200")
    @ApiResponse(
            responseCode = "301",
            description = "The article had this slug before.",
            headers = @Header(name = HttpHeaders.LOCATION))
    Mono<ResponseEntity<JsonBytes<ArticleNeighbours>>> readNeighbours(
            ServerWebExchange exchange, @PathVariable String slug) {
        return neighbours
                .find(slug)
                .doOnNext(found -> tag(exchange, found))
                .map(found -> json.respond(exchange.getRequest(), found.neighbours()))
                .switchIfEmpty(Mono.defer(() -> moved(slug)))
                .switchIfEmpty(Mono.error(() -> Problems.notFound("There is no such article.")));
    }

    private Mono<ResponseEntity<JsonBytes<ArticleNeighbours>>> moved(String formerSlug) {
        return articles.findMoved(formerSlug).map(moved -> ResponseEntity.status(HttpStatus.MOVED_PERMANENTLY)
                .location(URI.create("/api/articles/" + moved.slug() + "/neighbours"))
                // The article may go, or take its former slug again.
                .cacheControl(CacheControl.noCache())
                .build());
    }

    /** What is published later may be among them too: until what is kept has had its time, it is left out. */
    private static void tag(ServerWebExchange exchange, Found found) {
        String shown = Stream.concat(
                        Stream.of(found.article().id()), found.neighbours().ids())
                .map(CacheTags::article)
                .collect(Collectors.joining(","));
        exchange.getResponse().getHeaders().set(HeaderNames.CACHE_TAG, shown);
    }
}
