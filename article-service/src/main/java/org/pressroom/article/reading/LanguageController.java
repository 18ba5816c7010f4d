package org.pressroom.article.reading;

import io.swagger.v3.oas.annotations.tags.Tag;
import org.pressroom.common.contract.CacheTags;
import org.pressroom.common.contract.HeaderNames;
import org.pressroom.common.contract.Language;
import org.pressroom.common.http.JsonBytes;
import org.pressroom.common.http.TaggedJson;
import org.pressroom.common.paging.Page;
import org.pressroom.common.text.LanguageTags;
import org.springframework.http.ResponseEntity;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The languages that articles are written in. */
@Tag(name = "Articles")
@RestController
class LanguageController {

    private final DatabaseClient database;
    private final TaggedJson json;

    LanguageController(DatabaseClient database, TaggedJson json) {
        this.database = database;
        this.json = json;
    }

    /** Lists the languages that there are articles in, all of them at once; regions and scripts are in their language. */
    @GetMapping("/api/languages")
    Mono<ResponseEntity<JsonBytes<Page<Language>>>> listLanguages(ServerWebExchange exchange) {
        // article_newest_of_language, one step for each language
        return database.sql("""
                        WITH RECURSIVE found AS (
                            (SELECT split_part(language, '-', 1) AS language FROM article
                             WHERE status = 'published' ORDER BY 1 LIMIT 1)
                            UNION ALL
                            SELECT (SELECT split_part(language, '-', 1) FROM article
                                    WHERE status = 'published' AND split_part(language, '-', 1) > found.language
                                    ORDER BY 1 LIMIT 1)
                            FROM found WHERE found.language IS NOT NULL)
                        SELECT language FROM found
                        WHERE EXISTS (SELECT FROM article WHERE status = 'published' AND kind = 'article'
                            AND visibility <> 'unlisted' AND split_part(article.language, '-', 1) = found.language)
                        """)
                .mapValue(String.class)
                .all()
                .map(tag -> new Language(tag, LanguageTags.ownName(tag)))
                .collectList()
                .doOnNext(found -> exchange.getResponse().getHeaders().set(HeaderNames.CACHE_TAG, CacheTags.LIST))
                .map(found -> json.respond(exchange.getRequest(), new Page<>(found, null)));
    }
}
