package org.pressroom.article.taxonomy;

import io.r2dbc.spi.Readable;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.contract.AuthorView;
import org.pressroom.common.contract.CacheTags;
import org.pressroom.common.contract.CountedName;
import org.pressroom.common.contract.HeaderNames;
import org.pressroom.common.database.Columns;
import org.pressroom.common.http.JsonBytes;
import org.pressroom.common.http.TaggedJson;
import org.pressroom.common.paging.Cursor;
import org.pressroom.common.paging.Page;
import org.pressroom.common.paging.PageRequest;
import org.pressroom.common.problem.Problems;
import org.pressroom.common.text.Slug;
import org.springframework.http.ResponseEntity;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** What articles can be listed by, with how many each has: only what has some, by slug. */
@Tag(name = "Taxonomy")
@RestController
class TaxonomyController {

    private final DatabaseClient database;
    private final TaggedJson json;

    TaxonomyController(DatabaseClient database, TaggedJson json) {
        this.database = database;
        this.json = json;
    }

    /** Lists the categories that have articles. */
    @GetMapping("/api/categories")
    Mono<ResponseEntity<JsonBytes<Page<CountedName>>>> listCategories(
            ServerWebExchange exchange, @RequestParam @Nullable String limit, @RequestParam @Nullable String after) {
        // category_listed
        return page(exchange, PageRequest.of(List.of("categories"), limit, after), """
                SELECT slug, name, article_count FROM category WHERE article_count > 0 AND slug > :after
                ORDER BY slug LIMIT :rows
                """);
    }

    /** Lists the tags that have articles. */
    @GetMapping("/api/tags")
    Mono<ResponseEntity<JsonBytes<Page<CountedName>>>> listTags(
            ServerWebExchange exchange, @RequestParam @Nullable String limit, @RequestParam @Nullable String after) {
        // tag_listed
        return page(exchange, PageRequest.of(List.of("tags"), limit, after), """
                SELECT slug, name, article_count FROM tag WHERE article_count > 0 AND slug > :after
                ORDER BY slug LIMIT :rows
                """);
    }

    /** Lists the authors that have articles. */
    @GetMapping("/api/authors")
    Mono<ResponseEntity<JsonBytes<Page<CountedName>>>> listAuthors(
            ServerWebExchange exchange, @RequestParam @Nullable String limit, @RequestParam @Nullable String after) {
        // author_listed
        return page(exchange, PageRequest.of(List.of("authors"), limit, after), """
                SELECT slug, name, article_count FROM author WHERE article_count > 0 AND slug > :after
                ORDER BY slug LIMIT :rows
                """);
    }

    /** Reads an author who has articles. */
    @GetMapping("/api/authors/{slug}")
    @ApiResponse(responseCode = "200")
    Mono<ResponseEntity<JsonBytes<AuthorView>>> readAuthor(ServerWebExchange exchange, @PathVariable String slug) {
        return author(slug)
                .doOnNext(author -> exchange.getResponse().getHeaders().set(HeaderNames.CACHE_TAG, CacheTags.LIST))
                .map(author -> json.respond(exchange.getRequest(), author))
                .switchIfEmpty(Mono.error(() -> Problems.notFound("There is no such author.")));
    }

    private Mono<AuthorView> author(String slug) {
        if (!Slug.isValid(slug)) {
            return Mono.empty();
        }
        // author_slug; two have one slug for a moment where one just left it to the other
        return database.sql("""
                        SELECT slug, name, bio, picture, article_count FROM author
                        WHERE slug = :slug AND article_count > 0 ORDER BY version DESC LIMIT 1
                        """)
                .bind("slug", slug)
                .map(row -> new AuthorView(
                        Columns.text(row, "slug"),
                        Columns.text(row, "name"),
                        Columns.textOrNull(row, "bio"),
                        Columns.textOrNull(row, "picture"),
                        Columns.number(row, "article_count")))
                .one();
    }

    private Mono<ResponseEntity<JsonBytes<Page<CountedName>>>> page(
            ServerWebExchange exchange, PageRequest part, String sql) {
        Cursor after = part.after();
        return database.sql(sql)
                .bind("after", after == null ? "" : after.string(0))
                .bind("rows", part.rows())
                .map(TaxonomyController::counted)
                .all()
                .collectList()
                .map(rows -> Page.cut(rows, part, row -> Cursor.of(row.slug())))
                .doOnNext(page -> exchange.getResponse().getHeaders().set(HeaderNames.CACHE_TAG, CacheTags.LIST))
                .map(page -> json.respond(exchange.getRequest(), page));
    }

    private static CountedName counted(Readable row) {
        return new CountedName(
                Columns.text(row, "slug"), Columns.text(row, "name"), Columns.number(row, "article_count"));
    }
}
