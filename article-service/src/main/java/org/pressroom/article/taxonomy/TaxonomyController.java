package org.pressroom.article.taxonomy;

import io.r2dbc.spi.Readable;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pressroom.article.edge.CacheTags;
import org.pressroom.common.http.JsonBytes;
import org.pressroom.common.http.TaggedJson;
import org.pressroom.common.paging.Cursor;
import org.pressroom.common.paging.Page;
import org.pressroom.common.paging.PageRequest;
import org.springframework.http.ResponseEntity;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.web.bind.annotation.GetMapping;
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
    Mono<ResponseEntity<JsonBytes<Page<Counted>>>> listCategories(
            ServerWebExchange exchange, @RequestParam @Nullable String limit, @RequestParam @Nullable String after) {
        // category_listed
        return page(exchange, PageRequest.of(List.of("categories"), limit, after), """
                SELECT slug, name, article_count FROM category WHERE article_count > 0 AND slug > :after
                ORDER BY slug LIMIT :rows
                """);
    }

    /** Lists the tags that have articles. */
    @GetMapping("/api/tags")
    Mono<ResponseEntity<JsonBytes<Page<Counted>>>> listTags(
            ServerWebExchange exchange, @RequestParam @Nullable String limit, @RequestParam @Nullable String after) {
        // tag_listed
        return page(exchange, PageRequest.of(List.of("tags"), limit, after), """
                SELECT slug, name, article_count FROM tag WHERE article_count > 0 AND slug > :after
                ORDER BY slug LIMIT :rows
                """);
    }

    /** Lists the authors that have articles. */
    @GetMapping("/api/authors")
    Mono<ResponseEntity<JsonBytes<Page<Counted>>>> listAuthors(
            ServerWebExchange exchange, @RequestParam @Nullable String limit, @RequestParam @Nullable String after) {
        // author_listed
        return page(exchange, PageRequest.of(List.of("authors"), limit, after), """
                SELECT slug, name, article_count FROM author WHERE article_count > 0 AND slug > :after
                ORDER BY slug LIMIT :rows
                """);
    }

    private Mono<ResponseEntity<JsonBytes<Page<Counted>>>> page(
            ServerWebExchange exchange, PageRequest part, String sql) {
        Cursor after = part.after();
        return database.sql(sql)
                .bind("after", after == null ? "" : after.string(0))
                .bind("rows", part.rows())
                .map(TaxonomyController::counted)
                .all()
                .collectList()
                .map(rows -> Page.cut(rows, part, row -> Cursor.of(row.slug())))
                .doOnNext(page -> CacheTags.list(exchange.getResponse()))
                .map(page -> json.respond(exchange.getRequest(), page));
    }

    private static Counted counted(Readable row) {
        return new Counted(
                Objects.requireNonNull(row.get("slug", String.class)),
                Objects.requireNonNull(row.get("name", String.class)),
                Objects.requireNonNull(row.get("article_count", Long.class)));
    }

    /** A category, a tag or an author, with how many published articles it has. */
    record Counted(String slug, String name, long articleCount) {}
}
