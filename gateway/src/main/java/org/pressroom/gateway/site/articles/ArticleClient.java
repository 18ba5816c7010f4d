package org.pressroom.gateway.site.articles;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.contract.ArticleNeighbours;
import org.pressroom.common.contract.ArticlePage;
import org.pressroom.common.contract.ArticleSummary;
import org.pressroom.common.contract.ArticleView;
import org.pressroom.common.contract.AuthorView;
import org.pressroom.common.contract.CategoryView;
import org.pressroom.common.contract.HeaderNames;
import org.pressroom.common.contract.Language;
import org.pressroom.common.contract.Named;
import org.pressroom.common.contract.NewsEntry;
import org.pressroom.common.contract.SharedPreview;
import org.pressroom.common.contract.SitemapEntry;
import org.pressroom.common.contract.SitemapPart;
import org.pressroom.common.contract.TagView;
import org.pressroom.common.contract.Totals;
import org.pressroom.common.paging.Page;
import org.pressroom.gateway.edge.ListWatcher;
import org.pressroom.gateway.site.calls.MovedException;
import org.pressroom.gateway.site.calls.ServiceAwayException;
import org.pressroom.gateway.site.calls.ServiceCalls;
import org.pressroom.gateway.site.calls.ServiceResponse;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.util.UriUtils;
import reactor.core.publisher.Mono;

/** What the site reads of the article service. */
public final class ArticleClient implements ListWatcher {

    private static final int SECTIONS_SHOWN = 6;
    private static final int RECENT_SHOWN = 5;
    private static final int MOST_READ_SHOWN = 5;
    private static final ParameterizedTypeReference<ArticlePage> LIST = new ParameterizedTypeReference<>() {};
    private static final ParameterizedTypeReference<ArticleView> ONE = new ParameterizedTypeReference<>() {};
    private static final ParameterizedTypeReference<Page<ArticleSummary>> SHORT_LIST =
            new ParameterizedTypeReference<>() {};
    private static final ParameterizedTypeReference<ArticleNeighbours> NEIGHBOURS =
            new ParameterizedTypeReference<>() {};
    private static final ParameterizedTypeReference<Access> ACCESS = new ParameterizedTypeReference<>() {};
    private static final ParameterizedTypeReference<SharedPreview> PREVIEW = new ParameterizedTypeReference<>() {};
    private static final ParameterizedTypeReference<AuthorView> AUTHOR = new ParameterizedTypeReference<>() {};
    private static final ParameterizedTypeReference<Page<Language>> LANGUAGES = new ParameterizedTypeReference<>() {};
    private static final ParameterizedTypeReference<Totals> TOTALS = new ParameterizedTypeReference<>() {};
    private static final ParameterizedTypeReference<CategoryView> CATEGORY = new ParameterizedTypeReference<>() {};
    private static final ParameterizedTypeReference<TagView> TAG = new ParameterizedTypeReference<>() {};
    private static final ParameterizedTypeReference<Page<CategoryView>> CATEGORIES =
            new ParameterizedTypeReference<>() {};

    private static final ParameterizedTypeReference<Page<SitemapPart>> SITEMAP_PARTS =
            new ParameterizedTypeReference<>() {};
    private static final ParameterizedTypeReference<Page<SitemapEntry>> SITEMAP_PART =
            new ParameterizedTypeReference<>() {};
    private static final ParameterizedTypeReference<Page<NewsEntry>> NEWS = new ParameterizedTypeReference<>() {};

    /** Of a hundred categories each. */
    private static final int MOST_PARTS = 10;

    /** As editors put them, and where they did not, the fullest first. */
    private static final Comparator<CategoryView> IN_ORDER = Comparator.comparingInt(CategoryView::position)
            .thenComparing(Comparator.comparingLong(CategoryView::totalCount).reversed())
            .thenComparing(CategoryView::name);

    private final WebClient service;
    private final Duration limit;
    private final Kept<List<CategoryView>> sections;
    private final Kept<List<Link>> menu;
    private final Kept<List<Language>> languages;
    private final Kept<List<ArticleSummary>> recent;
    private final Kept<List<ArticleSummary>> pinned;
    private final Kept<List<ArticleSummary>> mostRead;

    /** @param menuKept how long it is known which categories, languages and pages there are */
    public ArticleClient(WebClient service, Duration limit, Duration menuKept) {
        this.service = service;
        this.limit = limit;
        this.sections = new Kept<>(categories(), menuKept, List::isEmpty);
        this.languages = new Kept<>(readLanguages(service.get().uri("/api/languages")), menuKept, List::isEmpty);
        this.menu = new Kept<>(readMenu(), menuKept, List::isEmpty);
        this.recent = new Kept<>(readRecent(), menuKept, List::isEmpty);
        this.pinned = new Kept<>(readPinned(), menuKept, articles -> false);
        this.mostRead = new Kept<>(readMostRead(), menuKept, articles -> false);
    }

    /** An article is another, or a term: what is kept for all pages may be as well. */
    @Override
    public void listChanged() {
        List.of(sections, languages, menu, recent, pinned, mostRead).forEach(Kept::forget);
    }

    /**
     * The newest first.
     *
     * @param kind one of the filters {@code category}, {@code tag}, {@code author}, or null
     * @param language as of BCP 47; null for all
     */
    public Mono<ArticlePage> newest(
            @Nullable String kind,
            @Nullable String slug,
            @Nullable String language,
            @Nullable String after,
            int pageSize) {
        return newest(kind, slug, language, after, pageSize, false);
    }

    /** The same with the bodies that are for everybody; fewer where they are long. */
    public Mono<ArticlePage> newestWithBodies(
            @Nullable String kind,
            @Nullable String slug,
            @Nullable String language,
            @Nullable String after,
            int pageSize) {
        return newest(kind, slug, language, after, pageSize, true);
    }

    private Mono<ArticlePage> newest(
            @Nullable String kind,
            @Nullable String slug,
            @Nullable String language,
            @Nullable String after,
            int pageSize,
            boolean withBodies) {
        return ServiceCalls.read(
                service.get().uri(uri -> {
                    uri.path("/api/articles").queryParam("limit", pageSize);
                    if (withBodies) {
                        uri.queryParam("include", "body");
                    }
                    if (kind != null) {
                        uri.queryParam(kind, "{slug}");
                    }
                    if (language != null) {
                        uri.queryParam("lang", "{language}");
                    }
                    if (after != null) {
                        uri.queryParam("after", "{after}");
                    }
                    return uri.build(Stream.of(slug, language, after)
                            .filter(Objects::nonNull)
                            .toArray());
                }),
                LIST,
                limit);
    }

    /**
     * What is searched for.
     *
     * @param filters {@code q} and what narrows it, by the names that the service gives them
     */
    public Mono<ArticlePage> search(Map<String, String> filters, @Nullable String after, int pageSize) {
        return ServiceCalls.read(
                service.get().uri(uri -> {
                    uri.path("/api/articles").queryParam("limit", pageSize);
                    filters.keySet().forEach(name -> uri.queryParam(name, "{" + name + "}"));
                    if (after != null) {
                        uri.queryParam("after", "{after}");
                    }
                    Map<String, Object> values = new HashMap<>(filters);
                    values.put("after", String.valueOf(after));
                    return uri.build(values);
                }),
                LIST,
                limit);
    }

    /**
     * Empty where no such article is published; fails with {@link MovedException} for a former slug.
     *
     * @param access what was answered to its password; null for nothing
     */
    public Mono<ArticleView> bySlug(String slug, @Nullable String access) {
        WebClient.RequestHeadersSpec<?> request = service.get().uri("/api/articles/{slug}", slug);
        return ServiceCalls.read(
                access == null ? request : request.header(HeaderNames.ARTICLE_ACCESS, access), orMoved(ONE), limit);
    }

    /** Where reading goes on from the article of that slug; nowhere where an older service does not say. */
    public Mono<ArticleNeighbours> neighbours(String slug) {
        return ServiceCalls.read(service.get().uri("/api/articles/{slug}/neighbours", slug), NEIGHBOURS, limit)
                .defaultIfEmpty(ArticleNeighbours.NONE);
    }

    /** What opens an article. */
    public record Access(String access) {}

    /** Opens an article by its password. */
    public Mono<ServiceResponse<Access>> open(String slug, String password) {
        return ServiceCalls.send(
                service.post()
                        .uri("/api/articles/{slug}/access", slug)
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(Map.of("password", password)),
                ACCESS,
                limit);
    }

    /** The draft that a link leads to, by the last part of it; empty where it leads nowhere any more. */
    public Mono<SharedPreview> preview(String token) {
        return ServiceCalls.read(service.get().uri("/api/previews/{token}", token), PREVIEW, limit);
    }

    /** Empty where there is no such category; fails with {@link MovedException} for a former slug. */
    public Mono<CategoryView> category(String slug) {
        return ServiceCalls.read(service.get().uri("/api/categories/{slug}", slug), orMoved(CATEGORY), limit);
    }

    /** Empty where there is no such tag; fails with {@link MovedException} for a former slug. */
    public Mono<TagView> tag(String slug) {
        return ServiceCalls.read(service.get().uri("/api/tags/{slug}", slug), orMoved(TAG), limit);
    }

    /** Empty where no such author has articles; fails with {@link MovedException} for a former slug. */
    public Mono<AuthorView> author(String slug) {
        return ServiceCalls.read(service.get().uri("/api/authors/{slug}", slug), orMoved(AUTHOR), limit);
    }

    private static <T> Function<ClientResponse, Mono<T>> orMoved(ParameterizedTypeReference<T> type) {
        return response -> {
            if (!response.statusCode().is3xxRedirection()) {
                return response.bodyToMono(type);
            }
            String location = String.valueOf(response.headers().asHttpHeaders().getFirst(HttpHeaders.LOCATION));
            String segment = location.substring(location.lastIndexOf('/') + 1);
            return response.releaseBody()
                    .then(Mono.error(() -> new MovedException(UriUtils.decode(segment, StandardCharsets.UTF_8))));
        };
    }

    /** The first of the categories at the top, for the masthead. */
    public Mono<List<Link>> sections() {
        return sections.get().map(all -> all.stream()
                .filter(category -> category.path().isEmpty())
                .limit(SECTIONS_SHOWN)
                .map(category -> Link.category(new Named(category.slug(), category.name())))
                .toList());
    }

    /**
     * The categories from the top down to one, that one among them: as far as they are known, for each article's page says
     * them.
     *
     * @param category null for none
     */
    public Mono<List<Link>> branch(@Nullable Named category) {
        if (category == null) {
            return Mono.just(List.of());
        }
        List<Link> alone = List.of(Link.category(category));
        return sections.get()
                .map(all -> all.stream()
                        .filter(known -> known.slug().equals(category.slug()))
                        .findFirst()
                        .map(known -> Stream.concat(known.path().stream().map(Link::category), alone.stream())
                                .toList())
                        .orElse(alone))
                .onErrorReturn(ServiceAwayException.class, alone);
    }

    /** The categories that have articles, or lie above one that has: those beneath the same one in their order. */
    public Mono<List<CategoryView>> categories() {
        return categories(null)
                .expand(part -> part.next() == null ? Mono.empty() : categories(part.next()))
                .take(MOST_PARTS)
                .flatMapIterable(Page::items)
                .sort(IN_ORDER)
                .collectList();
    }

    /** How much there is in all. */
    public Mono<Totals> totals() {
        return ServiceCalls.read(service.get().uri("/api/totals"), TOTALS, limit);
    }

    /** The same, as they were a moment ago. */
    public Mono<List<CategoryView>> knownCategories() {
        return sections.get();
    }

    /** The languages that there are articles in. */
    public Mono<List<Language>> languages() {
        return languages.get();
    }

    /**
     * The languages that a list has articles in; nobody is asked where there is but one of all.
     *
     * @param kind one of the filters {@code category}, {@code tag} and {@code author}
     */
    public Mono<List<Language>> languages(String kind, String slug) {
        return languages
                .get()
                .flatMap(all -> all.size() < 2
                        ? Mono.just(all)
                        : readLanguages(service.get().uri(uri -> uri.path("/api/languages")
                                .queryParam(kind, "{slug}")
                                .build(slug))));
    }

    /** The pages that stand in the site's menu, in its order. */
    public Mono<List<Link>> menu() {
        return menu.get();
    }

    /** What stands beside the words of pages; without what is not known just now. */
    public Mono<Beside> beside() {
        return Mono.zip(languages.get(), sections.get(), recent.get(), mostRead.get())
                .map(parts -> Beside.of(parts.getT1(), parts.getT2(), parts.getT3(), parts.getT4()));
    }

    /** What editors put at the top of the front page, in their order. */
    public Mono<List<ArticleSummary>> pinned() {
        return pinned.get();
    }

    private Mono<List<ArticleSummary>> readPinned() {
        return ServiceCalls.read(service.get().uri("/api/pins"), SHORT_LIST, limit)
                .map(Page::items)
                .defaultIfEmpty(List.of());
    }

    private Mono<List<ArticleSummary>> readMostRead() {
        return ServiceCalls.read(service.get().uri("/api/most-read?limit={limit}", MOST_READ_SHOWN), SHORT_LIST, limit)
                .map(Page::items)
                .defaultIfEmpty(List.of());
    }

    private Mono<List<ArticleSummary>> readRecent() {
        return newest(null, null, null, null, RECENT_SHOWN)
                .map(ArticlePage::items)
                .defaultIfEmpty(List.of());
    }

    /** The parts of the sitemap. */
    public Mono<List<SitemapPart>> sitemapParts() {
        return ServiceCalls.read(service.get().uri("/api/sitemap/parts"), SITEMAP_PARTS, limit)
                .map(Page::items)
                .defaultIfEmpty(List.of());
    }

    /** What is in one of them; empty where there is no such part. */
    public Mono<List<SitemapEntry>> sitemapPart(String number) {
        return ServiceCalls.read(service.get().uri("/api/sitemap/parts/{number}", number), SITEMAP_PART, limit)
                .map(Page::items);
    }

    /** The articles of the last two days. */
    public Mono<List<NewsEntry>> news() {
        return ServiceCalls.read(service.get().uri("/api/sitemap/news"), NEWS, limit)
                .map(Page::items)
                .defaultIfEmpty(List.of());
    }

    private Mono<List<Link>> readMenu() {
        return ServiceCalls.read(service.get().uri("/api/articles?kind=page&limit=100"), LIST, limit)
                .map(found -> found.items().stream()
                        .filter(page -> page.menuPosition() != null)
                        .sorted(Comparator.comparing(ArticleSummary::menuPosition)
                                .thenComparing(ArticleSummary::title))
                        .map(page -> new Link(page.title(), Article.pathOf(page)))
                        .toList())
                .defaultIfEmpty(List.of());
    }

    private Mono<List<Language>> readLanguages(WebClient.RequestHeadersSpec<?> request) {
        return ServiceCalls.read(request, LANGUAGES, limit).map(Page::items).defaultIfEmpty(List.of());
    }

    private Mono<Page<CategoryView>> categories(@Nullable String after) {
        return ServiceCalls.read(
                after == null
                        ? service.get().uri("/api/categories?limit=100")
                        : service.get().uri("/api/categories?limit=100&after={after}", after),
                CATEGORIES,
                limit);
    }

    /** A list is named after what its first article calls it. */
    public static String nameOf(String kind, String slug, ArticleSummary article) {
        Named category = article.category();
        return switch (kind) {
            case "author" -> nameAmong(article.authors(), slug);
            case "category" -> category == null ? slug : category.name();
            default -> nameAmong(article.tags(), slug);
        };
    }

    private static String nameAmong(List<Named> names, String slug) {
        return names.stream()
                .filter(named -> named.slug().equals(slug))
                .map(Named::name)
                .findFirst()
                .orElse(slug);
    }
}
