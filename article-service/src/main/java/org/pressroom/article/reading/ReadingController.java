package org.pressroom.article.reading;

import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pressroom.article.access.ArticlePasswords;
import org.pressroom.article.searching.SearchArticles;
import org.pressroom.article.searching.SearchFilter;
import org.pressroom.article.searching.SearchResult;
import org.pressroom.article.searching.SearchResult.Match;
import org.pressroom.article.searching.analysis.TextAnalysis;
import org.pressroom.common.contract.ArticlePage;
import org.pressroom.common.contract.ArticleSummary;
import org.pressroom.common.contract.ArticleView;
import org.pressroom.common.contract.CacheTags;
import org.pressroom.common.contract.HeaderNames;
import org.pressroom.common.http.DayParameter;
import org.pressroom.common.http.JsonBytes;
import org.pressroom.common.http.Refusals;
import org.pressroom.common.http.TaggedJson;
import org.pressroom.common.paging.Page;
import org.pressroom.common.paging.PageRequest;
import org.pressroom.common.problem.Problems;
import org.pressroom.common.security.Caller;
import org.pressroom.common.text.LanguageTags;
import org.pressroom.common.validation.Line;
import org.pressroom.common.validation.TextLimits;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** What readers see. */
@Tag(name = "Articles")
@RestController
class ReadingController {

    private static final String BODY = "body";
    private static final int MOST_WITH_BODIES = 20;
    /** That a search is understood in; of those whose words nothing is known of, the first stands for all. */
    private static final int MOST_LANGUAGES = 100;

    private final ArticleQueries articles;
    private final SearchArticles searchArticles;
    private final ArticlePasswords passwords;
    private final TaggedJson json;

    ReadingController(
            ArticleQueries articles, SearchArticles searchArticles, ArticlePasswords passwords, TaggedJson json) {
        this.articles = articles;
        this.searchArticles = searchArticles;
        this.passwords = passwords;
        this.json = json;
    }

    /**
     * Lists published articles, the newest first; {@code previous} leads back from a later part to the one before. With {@code q} those that have what is searched for, the best first, each
     * with a {@code highlight}. All words have to be there; in quotation marks they stand together, behind a hyphen they must
     * not be there, and {@code OR} between two is satisfied with one. Where nothing has them all, {@code match} says what
     * was found in their place. An article is found a moment after it was published.
     *
     * @param category,tag the slug of one that they must have
     * @param author the slug of who must have written them
     * @param lang the language that they must be in, as of BCP 47; one without a region or a script has all of them in it
     * @param kind {@code page} for the pages that are no articles, such as who writes here
     * @param q what to search for, in at most 200 characters and 24 words
     * @param from,to the first and the last day of publication, in UTC; with {@code q} alone
     * @param prefix whether the last word may go on, as while somebody types; with {@code q} alone
     * @param include {@code body} for the articles with what is in them ({@code bodyHtml}), as feeds need it: 20 of them at most,
     *     and fewer where they are long, so that it is {@code next} alone that says whether there are more. What is for some
     *     alone comes without
     */
    @GetMapping("/api/articles")
    Mono<ResponseEntity<JsonBytes<ArticlePage>>> listArticles(
            ServerWebExchange exchange,
            @RequestParam @Nullable String category,
            @RequestParam @Nullable String tag,
            @RequestParam @Nullable String author,
            @RequestParam @Nullable String lang,
            @RequestParam(defaultValue = ArticleSummary.ARTICLE) String kind,
            @RequestParam @Nullable String q,
            @RequestParam @Nullable String include,
            @RequestParam @Nullable String from,
            @RequestParam @Nullable String to,
            @RequestParam(defaultValue = "false") boolean prefix,
            @RequestParam @Nullable String limit,
            @RequestParam @Nullable String after) {
        if (!kind.equals(ArticleSummary.ARTICLE) && !kind.equals(ArticleSummary.PAGE)) {
            throw Problems.badRequest("'kind' must be 'article' or 'page'.");
        }
        if (include != null && !include.equals(BODY)) {
            throw Problems.badRequest("'include' must be 'body'.");
        }
        ArticleFilter filter = new ArticleFilter(category, tag, author, kind, language(lang));
        if (q != null) {
            SearchFilter among = new SearchFilter(
                    category,
                    tag,
                    author,
                    kind,
                    filter.language(),
                    DayParameter.read("from", from),
                    DayParameter.read("to", to));
            if (include != null) {
                throw Problems.badRequest("'include' and 'q' do not go together.");
            }
            return found(exchange, q, filter, among, prefix, limit, after);
        }
        if (from != null || to != null || prefix) {
            throw Problems.badRequest("'from', 'to' and 'prefix' go with 'q' alone.");
        }
        PageRequest request = PageRequest.of(List.of("articles", filter), limit, after);
        if (include != null && request.limit() > MOST_WITH_BODIES) {
            throw Problems.badRequest(
                    "'limit' must be a number from 1 to " + MOST_WITH_BODIES + " where 'include' is 'body'.");
        }
        return (include == null ? articles.page(filter, request) : articles.pageWithBodies(filter, request))
                .doOnNext(page ->
                        tag(exchange, CacheTags.list(page.items().stream().map(ArticleSummary::id))))
                .map(page -> json.respond(exchange.getRequest(), page));
    }

    /** It has no tag: an article is found after others were told of it, so that what is kept until then would miss it. */
    private Mono<ResponseEntity<JsonBytes<ArticlePage>>> found(
            ServerWebExchange exchange,
            String q,
            ArticleFilter filter,
            SearchFilter among,
            boolean prefix,
            @Nullable String limit,
            @Nullable String after) {
        if (q.codePointCount(0, q.length()) > TextLimits.SEARCH) {
            throw Problems.badRequest("'q' must have at most " + TextLimits.SEARCH + " characters.");
        }
        if (SearchArticles.hasTooManyParts(q)) {
            throw Problems.badRequest("'q' must have at most " + SearchArticles.MOST_PARTS + " words and phrases.");
        }
        PageRequest request = PageRequest.of(List.of("search", q, among, prefix), limit, after);
        if (filter.isHopeless()) {
            return Mono.just(json.respond(exchange.getRequest(), ArticlePage.listed(List.of(), null, null)));
        }
        Mono<ArticlePage> found = languages(filter)
                .flatMap(languages ->
                        searchArticles.find(new SearchArticles.Search(q, among, prefix, languages, request)))
                .flatMap(this::shown);
        return Refusals.orProblemOf(found, exchange.getRequest())
                .map(list -> json.respond(exchange.getRequest(), list));
    }

    /** In which languages words may be meant. */
    private Mono<List<String>> languages(ArticleFilter filter) {
        return filter.language() != null
                ? Mono.just(List.of(filter.language()))
                : articles.languages(new ArticleFilter(null, null, null, filter.kind(), null))
                        .take(MOST_LANGUAGES)
                        .map(TextAnalysis::knownLanguage)
                        .distinct()
                        .collectList();
    }

    private Mono<ArticlePage> shown(SearchResult result) {
        Match match = result.match();
        return articles.inLists(
                        result.hits().stream().map(SearchResult.Hit::articleId).toList())
                .collectList()
                .flatMap(listed -> searchArticles.marked(result, listed))
                .map(marked -> new ArticlePage(
                        marked, result.next(), null, match == null ? null : match.toString(), result.correctedTo()));
    }

    /** Lists the articles that editors pinned to the front page, in their order, all of them at once. */
    @GetMapping("/api/pins")
    Mono<ResponseEntity<JsonBytes<Page<ArticleSummary>>>> listPinned(ServerWebExchange exchange) {
        return articles.pinned()
                .doOnNext(pinned -> tag(exchange, CacheTags.list(pinned.stream().map(ArticleSummary::id))))
                .map(pinned -> json.respond(exchange.getRequest(), new Page<>(pinned, null)));
    }

    /**
     * Reads a published article with its body, which is kept back ({@code locked}) where it is for some alone and whoever
     * asks has not shown to be one of them: by {@code X-Article-Access} where it has a password, by
     * {@code X-Reader-Token} where it is for subscribers.
     *
     * @param access as it was answered to the password
     */
    @GetMapping("/api/articles/{slug}")
    @ApiResponse(responseCode = "200")
    @ApiResponse(
            responseCode = "301",
            description = "The article had this slug before.",
            headers = @Header(name = HttpHeaders.LOCATION))
    Mono<ResponseEntity<JsonBytes<ArticleView>>> readArticle(
            Caller caller,
            ServerWebExchange exchange,
            @PathVariable String slug,
            @RequestHeader(name = HeaderNames.ARTICLE_ACCESS, required = false) @Nullable String access) {
        return articles.find(slug, caller, access)
                .map(article -> isForAll(article) ? shared(exchange, article) : opened(exchange, article))
                .switchIfEmpty(Mono.defer(() -> moved(exchange, slug)))
                .switchIfEmpty(Mono.error(() -> Problems.notFound("There is no such article.")));
    }

    private static @Nullable String language(@Nullable String lang) {
        return lang == null
                ? null
                : LanguageTags.canonical(lang)
                        .orElseThrow(() -> Problems.badRequest("'lang' must be a language such as de or pt-BR."));
    }

    private static boolean isForAll(ArticleView article) {
        return article.locked() || !article.isRestricted();
    }

    private ResponseEntity<JsonBytes<ArticleView>> shared(ServerWebExchange exchange, ArticleView article) {
        String shown = CacheTags.page(article.listed());
        boolean less = article.locked() && article.isForSubscribers();
        tag(exchange, less ? shown + "," + CacheTags.LESS_THAN_SUBSCRIBERS_READ : shown);
        return json.respond(exchange.getRequest(), article);
    }

    /** What only some may read stays with whoever asked. */
    private ResponseEntity<JsonBytes<ArticleView>> opened(ServerWebExchange exchange, ArticleView article) {
        ResponseEntity<JsonBytes<ArticleView>> answer = json.respond(exchange.getRequest(), article);
        return ResponseEntity.status(answer.getStatusCode())
                .headers(answer.getHeaders())
                .cacheControl(CacheControl.noStore().cachePrivate())
                .body(answer.getBody());
    }

    /** A password, as it was typed. */
    record AccessRequest(
            @NotNull @Line(max = TextLimits.PASSWORD) String password) {}

    /**
     * What opens an article.
     *
     * @param access to be sent as {@code X-Article-Access}; good until the article gets another password
     */
    record Access(String access) {}

    /** Opens an article by its password; 403 where that is another. */
    @PostMapping("/api/articles/{slug}/access")
    Mono<ResponseEntity<Access>> openArticle(
            @PathVariable String slug, ServerHttpRequest request, @Valid @RequestBody Mono<AccessRequest> body) {
        return body.flatMap(typed -> articles.findLock(slug)
                .switchIfEmpty(Mono.error(() -> Problems.notFound("There is no such article with a password.")))
                .flatMap(lock -> Refusals.orProblemOf(passwords.matches(typed.password(), lock.passwordHash()), request)
                        .filter(matches -> matches)
                        .switchIfEmpty(Mono.error(() -> Problems.forbidden("That is not its password.")))
                        .map(matches -> ResponseEntity.ok()
                                .cacheControl(CacheControl.noStore())
                                .body(new Access(ArticlePasswords.proof(lock.articleId(), lock.passwordHash()))))));
    }

    private Mono<ResponseEntity<JsonBytes<ArticleView>>> moved(ServerWebExchange exchange, String formerSlug) {
        return articles.findMoved(formerSlug)
                .doOnNext(moved -> tag(exchange, CacheTags.article(moved.id())))
                .map(moved -> ResponseEntity.status(HttpStatus.MOVED_PERMANENTLY)
                        .location(URI.create("/api/articles/" + moved.slug()))
                        // The article may go, or take its former slug again.
                        .cacheControl(CacheControl.noCache())
                        .build());
    }

    private static void tag(ServerWebExchange exchange, String shown) {
        exchange.getResponse().getHeaders().set(HeaderNames.CACHE_TAG, shown);
    }
}
