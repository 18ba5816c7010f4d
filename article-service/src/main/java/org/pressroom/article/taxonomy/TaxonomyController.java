package org.pressroom.article.taxonomy;

import io.r2dbc.spi.Readable;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.contract.AuthorView;
import org.pressroom.common.contract.CacheTags;
import org.pressroom.common.contract.CategoryView;
import org.pressroom.common.contract.CountedName;
import org.pressroom.common.contract.HeaderNames;
import org.pressroom.common.contract.TagView;
import org.pressroom.common.database.Columns;
import org.pressroom.common.http.JsonBytes;
import org.pressroom.common.http.TaggedJson;
import org.pressroom.common.paging.Cursor;
import org.pressroom.common.paging.Page;
import org.pressroom.common.paging.PageRequest;
import org.pressroom.common.problem.Problems;
import org.pressroom.common.text.Slug;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** What articles can be listed by, with how many each has. */
@Tag(name = "Taxonomy")
@RestController
class TaxonomyController {

    private final TermQueries terms;
    private final DatabaseClient database;
    private final TaggedJson json;

    TaxonomyController(TermQueries terms, DatabaseClient database, TaggedJson json) {
        this.terms = terms;
        this.database = database;
        this.json = json;
    }

    /**
     * Lists categories by their slugs: those that have articles, or lie above one that has.
     *
     * @param all {@code true} for those without articles too
     */
    @GetMapping("/api/categories")
    Mono<ResponseEntity<JsonBytes<Page<CategoryView>>>> listCategories(
            ServerWebExchange exchange,
            @RequestParam(defaultValue = "false") boolean all,
            @RequestParam @Nullable String limit,
            @RequestParam @Nullable String after) {
        return shown(exchange, terms.categories(PageRequest.of(List.of("categories", all), limit, after), all));
    }

    /** Reads a category. */
    @GetMapping("/api/categories/{slug}")
    @ApiResponse(responseCode = "200")
    @ApiResponse(
            responseCode = "301",
            description = "The category had this slug before.",
            headers = @Header(name = HttpHeaders.LOCATION))
    Mono<ResponseEntity<JsonBytes<CategoryView>>> readCategory(ServerWebExchange exchange, @PathVariable String slug) {
        return shown(exchange, terms.category(slug)).switchIfEmpty(moved(exchange, TermKind.CATEGORY, slug));
    }

    /**
     * Lists tags by their slugs: those that have articles.
     *
     * @param all {@code true} for those without articles too
     */
    @GetMapping("/api/tags")
    Mono<ResponseEntity<JsonBytes<Page<TagView>>>> listTags(
            ServerWebExchange exchange,
            @RequestParam(defaultValue = "false") boolean all,
            @RequestParam @Nullable String limit,
            @RequestParam @Nullable String after) {
        return shown(exchange, terms.tags(PageRequest.of(List.of("tags", all), limit, after), all));
    }

    /** Reads a tag. */
    @GetMapping("/api/tags/{slug}")
    @ApiResponse(responseCode = "200")
    @ApiResponse(
            responseCode = "301",
            description = "The tag had this slug before.",
            headers = @Header(name = HttpHeaders.LOCATION))
    Mono<ResponseEntity<JsonBytes<TagView>>> readTag(ServerWebExchange exchange, @PathVariable String slug) {
        return shown(exchange, terms.tag(slug)).switchIfEmpty(moved(exchange, TermKind.TAG, slug));
    }

    private <T> Mono<ResponseEntity<JsonBytes<T>>> shown(ServerWebExchange exchange, Mono<T> found) {
        return found.doOnNext(shown -> exchange.getResponse().getHeaders().set(HeaderNames.CACHE_TAG, CacheTags.LIST))
                .map(shown -> json.respond(exchange.getRequest(), shown));
    }

    private <T> Mono<ResponseEntity<JsonBytes<T>>> moved(ServerWebExchange exchange, TermKind kind, String slug) {
        return moved(exchange, terms.moved(kind, slug), kind.path(), kind.unknown());
    }

    private static <T> Mono<ResponseEntity<JsonBytes<T>>> moved(
            ServerWebExchange exchange, Mono<String> slugNow, String path, String unknown) {
        return slugNow.doOnNext(now -> exchange.getResponse().getHeaders().set(HeaderNames.CACHE_TAG, CacheTags.LIST))
                .map(now -> ResponseEntity.status(HttpStatus.MOVED_PERMANENTLY)
                        .location(URI.create(path + now))
                        // It may take its former slug again.
                        .cacheControl(CacheControl.noCache())
                        .<JsonBytes<T>>build())
                .switchIfEmpty(Mono.error(() -> Problems.notFound(unknown)));
    }

    /** Lists the authors that have articles. */
    @GetMapping("/api/authors")
    Mono<ResponseEntity<JsonBytes<Page<CountedName>>>> listAuthors(
            ServerWebExchange exchange, @RequestParam @Nullable String limit, @RequestParam @Nullable String after) {
        PageRequest request = PageRequest.of(List.of("authors"), limit, after);
        Cursor from = request.after();
        // author_listed
        return shown(
                exchange,
                database.sql("""
                        SELECT slug, name, article_count FROM author WHERE article_count > 0 AND slug > :after
                        ORDER BY slug LIMIT :rows
                        """)
                        .bind("after", from == null ? "" : from.string(0))
                        .bind("rows", request.rows())
                        .map(TaxonomyController::counted)
                        .all()
                        .collectList()
                        .map(rows -> Page.cut(rows, request, row -> Cursor.of(row.slug()))));
    }

    /** Reads an author who has articles. */
    @GetMapping("/api/authors/{slug}")
    @ApiResponse(responseCode = "200")
    @ApiResponse(
            responseCode = "301",
            description = "The author had this slug before.",
            headers = @Header(name = HttpHeaders.LOCATION))
    Mono<ResponseEntity<JsonBytes<AuthorView>>> readAuthor(ServerWebExchange exchange, @PathVariable String slug) {
        return shown(exchange, author(slug))
                .switchIfEmpty(Mono.defer(
                        () -> moved(exchange, movedAuthor(slug), "/api/authors/", "There is no such author.")));
    }

    /** The slug that an author with articles has now who had this one before; empty where none had. */
    private Mono<String> movedAuthor(String formerSlug) {
        // author_former_slug_pkey, author_pkey
        return Slug.isValid(formerSlug)
                ? database.sql("""
                                SELECT author.slug FROM author_former_slug former JOIN author USING (account_id)
                                WHERE former.slug = :slug AND author.article_count > 0
                                """)
                        .bind("slug", formerSlug)
                        .mapValue(String.class)
                        .one()
                : Mono.empty();
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

    private static CountedName counted(Readable row) {
        return new CountedName(
                Columns.text(row, "slug"), Columns.text(row, "name"), Columns.number(row, "article_count"));
    }
}
