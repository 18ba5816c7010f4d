package org.pressroom.article.reading;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.contract.ArticleSummary;
import org.pressroom.common.contract.CacheTags;
import org.pressroom.common.contract.HeaderNames;
import org.pressroom.common.contract.Language;
import org.pressroom.common.http.JsonBytes;
import org.pressroom.common.http.TaggedJson;
import org.pressroom.common.paging.Page;
import org.pressroom.common.text.LanguageTags;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The languages that articles are written in. */
@Tag(name = "Articles")
@RestController
class LanguageController {

    private final ArticleQueries articles;
    private final TaggedJson json;

    LanguageController(ArticleQueries articles, TaggedJson json) {
        this.articles = articles;
        this.json = json;
    }

    /**
     * Lists the languages that there are articles in, all of them at once; regions and scripts are in their language. Of all
     * articles it is counted how many they are.
     *
     * @param category,tag the slug of one that the articles must have
     * @param author the slug of who must have written them
     */
    @GetMapping("/api/languages")
    Mono<ResponseEntity<JsonBytes<Page<Language>>>> listLanguages(
            ServerWebExchange exchange,
            @RequestParam @Nullable String category,
            @RequestParam @Nullable String tag,
            @RequestParam @Nullable String author) {
        ArticleFilter filter = new ArticleFilter(category, tag, author, ArticleSummary.ARTICLE, null);
        Mono<Map<String, Long>> counts =
                filter.isForAll() ? articles.countsByLanguage() : Mono.just(Map.<String, Long>of());
        return counts.flatMap(counted -> articles.languages(filter)
                        .map(language -> new Language(language, LanguageTags.ownName(language), counted.get(language)))
                        .collectList())
                .doOnNext(found -> exchange.getResponse().getHeaders().set(HeaderNames.CACHE_TAG, CacheTags.LIST))
                .map(found -> json.respond(exchange.getRequest(), new Page<>(found, null)));
    }
}
