package org.pressroom.article.reading;

import io.swagger.v3.oas.annotations.tags.Tag;
import org.pressroom.common.contract.CacheTags;
import org.pressroom.common.contract.HeaderNames;
import org.pressroom.common.contract.Totals;
import org.pressroom.common.http.JsonBytes;
import org.pressroom.common.http.TaggedJson;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** How much there is to read. */
@Tag(name = "Articles")
@RestController
class TotalController {

    private final ArticleQueries articles;
    private final TaggedJson json;

    TotalController(ArticleQueries articles, TaggedJson json) {
        this.articles = articles;
        this.json = json;
    }

    /** Says how many articles there are in all. */
    @GetMapping("/api/totals")
    Mono<ResponseEntity<JsonBytes<Totals>>> readTotals(ServerWebExchange exchange) {
        return articles.countsByLanguage()
                .map(counts -> new Totals(
                        counts.values().stream().mapToLong(Long::longValue).sum()))
                .doOnNext(found -> exchange.getResponse().getHeaders().set(HeaderNames.CACHE_TAG, CacheTags.LIST))
                .map(found -> json.respond(exchange.getRequest(), found));
    }
}
