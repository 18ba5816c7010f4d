package org.pressroom.gateway.site.reading;

import java.net.URI;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.contract.ArticleNeighbours;
import org.pressroom.common.contract.ArticlePage;
import org.pressroom.common.contract.ArticleSummary;
import org.pressroom.common.contract.ArticleView;
import org.pressroom.common.contract.AuthorView;
import org.pressroom.common.contract.Language;
import org.pressroom.common.text.Isolates;
import org.pressroom.common.text.LanguageTags;
import org.pressroom.gateway.cookies.ReaderCookie;
import org.pressroom.gateway.edge.PageTags;
import org.pressroom.gateway.site.articles.Article;
import org.pressroom.gateway.site.articles.ArticleClient;
import org.pressroom.gateway.site.articles.ArticlePicture;
import org.pressroom.gateway.site.articles.Branch;
import org.pressroom.gateway.site.articles.Link;
import org.pressroom.gateway.site.calls.ServiceAwayException;
import org.pressroom.gateway.site.comments.CommentClient;
import org.pressroom.gateway.site.comments.CommentForm;
import org.pressroom.gateway.site.comments.CommentThread;
import org.pressroom.gateway.site.feeds.FeedLinks;
import org.pressroom.gateway.site.look.DisplayTime;
import org.pressroom.gateway.site.look.EmbedFrames;
import org.pressroom.gateway.site.rendering.PageFrame;
import org.pressroom.gateway.site.rendering.PageRenderer;
import org.pressroom.gateway.site.subscriptions.SubscriptionForm;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;
import reactor.core.publisher.Mono;

/** What people come for: the front page, the lists, and the articles with their comments. */
public final class ReadingPages {
    private static final int FRONT_PAGE_SIZE = 13;
    private static final int LIST_PAGE_SIZE = 12;

    private final PageRenderer pages;
    private final ArticleClient articles;
    private final CommentClient comments;
    private final StructuredData structuredData;
    private final LockedPages lockedPages;

    public ReadingPages(
            PageRenderer pages,
            ArticleClient articles,
            CommentClient comments,
            StructuredData structuredData,
            LockedPages lockedPages) {
        this.pages = pages;
        this.articles = articles;
        this.comments = comments;
        this.structuredData = structuredData;
        this.lockedPages = lockedPages;
    }

    public Mono<ServerResponse> front(ServerRequest request) {
        return inLanguage(request, language -> front(request, language));
    }

    private Mono<ServerResponse> front(ServerRequest request, @Nullable String language) {
        String after = cursor(request);
        return articles.newest(null, null, language, after, after == null ? FRONT_PAGE_SIZE : LIST_PAGE_SIZE)
                .filter(found -> !found.items().isEmpty() || (after == null && language == null))
                .flatMap(found -> Mono.zip(
                                languages(request, articles.languages(), "/", language),
                                after == null ? pinned(request, language) : Mono.just(List.<ArticleSummary>of()))
                        .flatMap(beside -> front(request, after, language, beside.getT1(), beside.getT2(), found)))
                .switchIfEmpty(Mono.defer(() -> pages.notFound(request)));
    }

    /** What editors put at the top; the page is whole without it. */
    private Mono<List<ArticleSummary>> pinned(ServerRequest request, @Nullable String language) {
        return articles.pinned()
                .map(all -> all.stream()
                        .filter(each -> language == null || isIn(language, each.language()))
                        .toList())
                .onErrorResume(ServiceAwayException.class, away -> {
                    PageTags.of(request.exchange()).incomplete();
                    return Mono.just(List.of());
                });
    }

    /** A language has its regions and scripts in it. */
    private static boolean isIn(String language, @Nullable String other) {
        return other != null && (other.equals(language) || other.startsWith(language + "-"));
    }

    /**
     * The languages of a list to choose from, all of them first; none where there is but one. The page is whole without
     * them.
     *
     * @param path the list's
     * @param chosen null for all
     */
    private Mono<List<LanguageLink>> languages(
            ServerRequest request, Mono<List<Language>> languages, String path, @Nullable String chosen) {
        return languages
                .map(found -> found.size() < 2 ? List.<LanguageLink>of() : LanguageLink.all(found, path, chosen))
                .onErrorResume(ServiceAwayException.class, away -> {
                    PageTags.of(request.exchange()).incomplete();
                    return Mono.just(List.of());
                });
    }

    /**
     * A language to choose.
     *
     * @param language as of BCP 47; null for all
     * @param name what it calls itself; null for all
     */
    public record LanguageLink(
            @Nullable String language, @Nullable String name, String url, boolean current) {

        private static List<LanguageLink> all(List<Language> found, String path, @Nullable String chosen) {
            return Stream.concat(
                            Stream.of(new LanguageLink(null, null, path, chosen == null)),
                            found.stream()
                                    .map(each -> new LanguageLink(
                                            each.language(),
                                            each.name(),
                                            path + query(null, each.language()),
                                            each.language().equals(chosen))))
                    .toList();
        }
    }

    /** The page in the language that is asked for, written in the one way, or in all; what is no language leads nowhere. */
    private Mono<ServerResponse> inLanguage(
            ServerRequest request, Function<@Nullable String, Mono<ServerResponse>> page) {
        Optional<String> asked = request.queryParam("lang");
        Optional<String> language = asked.flatMap(LanguageTags::canonical);
        return asked.isPresent() && language.isEmpty() ? pages.notFound(request) : page.apply(language.orElse(null));
    }

    public Mono<ServerResponse> category(ServerRequest request) {
        return listing(request, "category", "/categories/");
    }

    public Mono<ServerResponse> tag(ServerRequest request) {
        return listing(request, "tag", "/tags/");
    }

    public Mono<ServerResponse> author(ServerRequest request) {
        return listing(request, "author", "/authors/");
    }

    public Mono<ServerResponse> article(ServerRequest request) {
        return bySlug(request)
                .flatMap(json -> {
                    if (json.isPage()) {
                        return elsewhere(json);
                    }
                    return json.locked()
                            ? lockedPages.locked(request, json)
                            : Mono.zip(
                                            thread(request, json),
                                            articles.branch(json.category()),
                                            neighbours(request, json))
                                    .flatMap(beside ->
                                            article(request, json, beside.getT1(), beside.getT2(), beside.getT3()));
                })
                .switchIfEmpty(Mono.defer(() -> pages.notFound(request)));
    }

    private Mono<ArticleView> bySlug(ServerRequest request) {
        return articles.bySlug(request.pathVariable("slug"), lockedPages.access(request));
    }

    /** A page that is no article. */
    public Mono<ServerResponse> page(ServerRequest request) {
        return bySlug(request)
                .flatMap(json -> {
                    if (!json.isPage()) {
                        return elsewhere(json);
                    }
                    return json.locked() ? lockedPages.locked(request, json) : page(request, json);
                })
                .switchIfEmpty(Mono.defer(() -> pages.notFound(request)));
    }

    /** Articles and pages share their slugs, and each has one address. */
    private static Mono<ServerResponse> elsewhere(ArticleView json) {
        return ServerResponse.status(HttpStatus.MOVED_PERMANENTLY)
                .location(URI.create(Article.pathOf(json.listed())))
                .cacheControl(CacheControl.noCache())
                .build();
    }

    private Mono<ServerResponse> page(ServerRequest request, ArticleView json) {
        PageTags.of(request.exchange()).article(json.listed());
        EmbedFrames.allow(request.exchange(), json.bodyHtml());
        Article article = Article.of(json, pages.locale(request).style());
        PageFrame page = new PageFrame(
                json.seo().title(),
                json.seo().description(),
                json.seo().canonicalUrl(),
                article.url(),
                article.title(),
                "website",
                absolute(ShownPicture.of(json)),
                isIndexed(json),
                null,
                null,
                structuredData.page(json),
                alternates(json, article));
        return shown(request, json, "page", page, Map.of("article", article));
    }

    /** Where search engines find it in each language; none where it is in one alone, or not for them. */
    private List<PageFrame.Alternate> alternates(ArticleView json, Article article) {
        String own = json.language();
        if (own == null || article.translations().isEmpty() || !isIndexed(json)) {
            return List.of();
        }
        String site = pages.site().url();
        return Stream.concat(
                        Stream.of(new PageFrame.Alternate(own, site + article.url())),
                        article.translations().stream()
                                .map(each -> new PageFrame.Alternate(each.language(), site + each.url())))
                .toList();
    }

    /** What only who has its address is to find, and what only some may read, is not for search engines. */
    private static boolean isIndexed(ArticleView json) {
        return json.visibility().equals(ArticleSummary.PUBLIC);
    }

    /** What only some may read is kept for nobody. */
    private Mono<ServerResponse> shown(
            ServerRequest request, ArticleView json, String template, PageFrame page, Map<String, Object> model) {
        if (!json.isRestricted()) {
            return pages.shown(request, template, page, model);
        }
        Map<String, Object> opened = new HashMap<>(model);
        opened.put(
                "reader",
                json.isForSubscribers() && ReaderCookie.isIn(request.exchange().getRequest()));
        return pages.personal(request, HttpStatus.OK, template, page, opened);
    }

    private Mono<ServerResponse> front(
            ServerRequest request,
            @Nullable String after,
            @Nullable String language,
            List<LanguageLink> languages,
            List<ArticleSummary> pinned,
            ArticlePage found) {
        List<Article> shown = shown(
                request,
                Stream.concat(pinned.stream(), found.items().stream())
                        .collect(Collectors.toMap(
                                ArticleSummary::id, Function.identity(), (first, again) -> first, LinkedHashMap::new))
                        .values());
        boolean featuring = after == null && !shown.isEmpty();
        String heading = language == null
                ? pages.locale(request).message("home.heading")
                : pages.locale(request).message("home.language", LanguageTags.ownName(language));
        String title =
                after == null && language == null ? pages.locale(request).site().name() : heading;
        String description = pages.locale(request).site().description();
        PageFrame page = new PageFrame(
                title,
                description,
                pages.site().url() + "/" + query(after, language),
                "/",
                heading,
                "website",
                null,
                true,
                found.next() == null ? null : "/" + query(found.next(), language),
                after == null ? null : "/" + query(found.previous(), language),
                after == null && language == null
                        ? structuredData.site()
                        : structuredData.listing(
                                heading, description, "/" + query(after, language), List.of(), found.items()),
                List.of());
        Map<String, Object> model = new HashMap<>();
        model.put("articles", shown);
        model.put("languages", languages);
        model.put("others", featuring ? shown.subList(1, shown.size()) : shown);
        model.put("subscription", SubscriptionForm.toEverything());
        if (language != null) {
            model.put("feeds", FeedLinks.of(heading, "/", query(null, language)));
        }
        if (featuring) {
            model.put("featured", shown.get(0));
        }
        if (after != null) {
            model.put("newest", "/" + query(null, language));
        }
        return pages.shown(request, "index", page, model);
    }

    private Mono<ServerResponse> listing(ServerRequest request, String kind, String folder) {
        return inLanguage(request, language -> listing(request, kind, folder, language));
    }

    private Mono<ServerResponse> listing(ServerRequest request, String kind, String folder, @Nullable String language) {
        String slug = request.pathVariable("slug");
        String path = folder + UriUtils.encodePathSegment(slug, "UTF-8");
        String after = cursor(request);
        return Mono.zip(articles.newest(kind, slug, language, after, LIST_PAGE_SIZE), term(request, kind, slug))
                .filter(found -> !found.getT1().items().isEmpty()
                        || (found.getT2().isPresent() && after == null && language == null))
                .flatMap(found -> Mono.zip(
                                languages(request, articles.languages(kind, slug), path, language),
                                author(request, kind, slug))
                        .flatMap(beside -> listing(
                                request,
                                kind,
                                slug,
                                path,
                                after,
                                language,
                                found.getT1(),
                                beside.getT1(),
                                beside.getT2(),
                                found.getT2())))
                .switchIfEmpty(Mono.defer(() -> pages.notFound(request)));
    }

    /** What a category or a tag is called, and what is said of it. Its articles are shown though nothing is known of it. */
    private Mono<Optional<TermHead>> term(ServerRequest request, String kind, String slug) {
        Mono<TermHead> head =
                switch (kind) {
                    case "category" ->
                        Mono.zip(
                                        articles.category(slug),
                                        articles.categories().onErrorReturn(ServiceAwayException.class, List.of()))
                                .map(found -> TermHead.of(found.getT1(), found.getT2()));
                    case "tag" -> articles.tag(slug).map(TermHead::of);
                    default -> Mono.empty();
                };
        return head.map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .onErrorResume(ServiceAwayException.class, away -> {
                    PageTags.of(request.exchange()).incomplete();
                    return Mono.just(Optional.empty());
                });
    }

    /** All categories, as a tree. */
    public Mono<ServerResponse> categories(ServerRequest request) {
        return Mono.zip(articles.categories(), total(request)).flatMap(found -> {
            PageTags.of(request.exchange()).list(Stream.empty());
            String title = pages.locale(request).message("categories.title");
            PageFrame page = new PageFrame(
                    title,
                    pages.locale(request)
                            .message("categories.description", pages.site().name()),
                    pages.site().url() + "/categories",
                    "/categories",
                    title,
                    "website",
                    null,
                    true,
                    null,
                    null,
                    structuredData.listing(title, null, "/categories", List.of(), List.of()),
                    List.of());
            Map<String, Object> model = new HashMap<>();
            model.put("tree", Branch.tree(found.getT1()));
            found.getT2().ifPresent(total -> model.put("total", total));
            return pages.shown(request, "categories", page, model);
        });
    }

    /** How many articles there are. The page is whole without it. */
    private Mono<Optional<Long>> total(ServerRequest request) {
        return articles.totals()
                .map(totals -> Optional.of(totals.articles()))
                .defaultIfEmpty(Optional.empty())
                .onErrorResume(ServiceAwayException.class, away -> {
                    PageTags.of(request.exchange()).incomplete();
                    return Mono.just(Optional.empty());
                });
    }

    /** Who an author's articles are of. They are shown though nothing is known of their author. */
    private Mono<Optional<AuthorView>> author(ServerRequest request, String kind, String slug) {
        if (!kind.equals("author")) {
            return Mono.just(Optional.empty());
        }
        return articles.author(slug)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .onErrorResume(ServiceAwayException.class, away -> {
                    PageTags.of(request.exchange()).incomplete();
                    return Mono.just(Optional.empty());
                });
    }

    private Mono<ServerResponse> listing(
            ServerRequest request,
            String kind,
            String slug,
            String path,
            @Nullable String after,
            @Nullable String language,
            ArticlePage found,
            List<LanguageLink> languages,
            Optional<AuthorView> author,
            Optional<TermHead> term) {
        String name = term.map(TermHead::name)
                .orElseGet(() -> ArticleClient.nameOf(kind, slug, found.items().get(0)));
        String description = Optional.ofNullable(term.map(TermHead::description).orElse(null))
                .filter(said -> after == null)
                .orElseGet(() -> pages.locale(request)
                        .message(
                                "listing." + kind + ".description",
                                name,
                                pages.site().name()));
        String own = path + query(after, language);
        PageFrame page = new PageFrame(
                after == null ? name : pages.locale(request).message("listing.older", name),
                description,
                pages.site().url() + own,
                path,
                name,
                "website",
                term.map(TermHead::picture)
                        .map(ArticlePicture::cover)
                        .map(this::absolute)
                        .orElse(null),
                !found.items().isEmpty(),
                found.next() == null ? null : path + query(found.next(), language),
                after == null ? null : path + query(found.previous(), language),
                author.filter(known -> after == null)
                        .map(known -> structuredData.author(known, own, found.items()))
                        .orElseGet(() -> structuredData.listing(
                                name,
                                Isolates.removed(description),
                                own,
                                term.map(TermHead::path).orElse(List.of()),
                                found.items())),
                List.of());
        Map<String, Object> model = new HashMap<>();
        model.put("articles", shown(request, found.items()));
        model.put("languages", languages);
        model.put("listing", Map.of("kind", kind, "name", name));
        model.put("feeds", FeedLinks.of(name, path, query(null, language)));
        author.filter(known -> after == null).ifPresent(known -> model.put("author", known));
        term.ifPresent(known -> model.put("term", known));
        model.put(
                "subscription",
                SubscriptionForm.to(kind, slug, name, pages.locale(request).message("form.subscribe.all")));
        if (after != null) {
            model.put("newest", path + query(null, language));
        }
        return pages.shown(request, "listing", page, model);
    }

    /** The article is whole without them. */
    private Mono<ArticleNeighbours> neighbours(ServerRequest request, ArticleView article) {
        return articles.neighbours(article.slug()).onErrorResume(ServiceAwayException.class, away -> {
            PageTags.of(request.exchange()).incomplete();
            return Mono.just(ArticleNeighbours.NONE);
        });
    }

    private Mono<ServerResponse> article(
            ServerRequest request,
            ArticleView json,
            CommentThread thread,
            List<Link> branch,
            ArticleNeighbours neighbours) {
        PageTags tags = PageTags.of(request.exchange()).article(json.listed()).thread(json.id());
        if (!thread.available()) {
            tags.incomplete();
        }
        DisplayTime.Style style = pages.locale(request).style();
        Article article = Article.of(json, style);
        if (!thread.isFirst()) {
            return shown(
                    request, json, "thread", threadPage(request, json, article, thread), articleModel(article, thread));
        }
        EmbedFrames.allow(request.exchange(), json.bodyHtml());
        neighbours.ids().forEach(tags::article);
        Map<String, Object> model = new HashMap<>(articleModel(article, thread));
        model.put("neighbours", Neighbours.of(neighbours, style));
        Contents.of(json.bodyHtml(), json.readingMinutes()).ifPresent(contents -> model.put("contents", contents));
        if (isIndexed(json)) {
            model.put("share", ShareLinks.of(article.title(), pages.site().url() + article.url()));
        }
        return shown(request, json, "article", articlePage(json, article, thread, branch), model);
    }

    private PageFrame articlePage(ArticleView json, Article article, CommentThread thread, List<Link> branch) {
        ArticleView.Seo seo = json.seo();
        return new PageFrame(
                seo.title(),
                seo.description(),
                seo.canonicalUrl(),
                article.url(),
                article.title(),
                "article",
                absolute(ShownPicture.of(json)),
                isIndexed(json),
                thread.more(),
                null,
                structuredData.article(json, branch),
                alternates(json, article));
    }

    /** The comments further down, without the article over again. */
    private PageFrame threadPage(ServerRequest request, ArticleView json, Article article, CommentThread thread) {
        String title = pages.locale(request).message("thread.title", article.title());
        return new PageFrame(
                title,
                pages.locale(request).message("thread.description", article.title()),
                pages.site().url() + thread.self(),
                article.url(),
                title,
                "website",
                null,
                isIndexed(json),
                thread.more(),
                thread.earlier(),
                null,
                List.of());
    }

    /** What the templates {@code article} and {@code thread} show. */
    public static Map<String, Object> articleModel(Article article, CommentThread thread) {
        return Map.of(
                "article",
                article,
                "thread",
                thread,
                "form",
                CommentForm.blank(),
                "subscription",
                SubscriptionForm.toEverything());
    }

    /** The article is whole without its comments: whatever is wrong with them, the page says that they are away. */
    private Mono<CommentThread> thread(ServerRequest request, ArticleView article) {
        if (article.isRestricted()) {
            return Mono.just(CommentThread.away(article));
        }
        return part(request, article.id())
                .defaultIfEmpty(CommentClient.Found.nothing())
                .map(found ->
                        CommentThread.of(article, found, pages.locale(request).style()))
                .onErrorResume(ServiceAwayException.class, away -> Mono.just(CommentThread.away(article)));
    }

    /** The part with the comment that a link is about, else the one from a place on, else the first. */
    private Mono<CommentClient.Found> part(ServerRequest request, UUID articleId) {
        UUID comment = comment(request);
        if (!isOnlyWay(request, comment)) {
            PageTags.of(request.exchange()).incomplete();
        }
        return comment == null
                ? comments.of(articleId, cursor(request))
                : comments.around(articleId, comment).switchIfEmpty(Mono.defer(() -> {
                    // It may come into the thread yet, and ids that are made up must not fill the cache.
                    PageTags.of(request.exchange()).incomplete();
                    return comments.of(articleId, null);
                }));
    }

    private List<Article> shown(ServerRequest request, Collection<ArticleSummary> found) {
        PageTags.of(request.exchange()).list(found.stream().map(ArticleSummary::id));
        DisplayTime.Style style = pages.locale(request).style();
        return found.stream().map(json -> Article.of(json, style)).toList();
    }

    /** Machines that preview a link know no page to which an address could be relative. */
    private @Nullable String absolute(@Nullable String address) {
        return address != null && address.startsWith("/") ? pages.site().url() + address : address;
    }

    /** A link that was cut short still leads to the article. */
    private static @Nullable UUID comment(ServerRequest request) {
        try {
            return request.queryParam("comment").map(UUID::fromString).orElse(null);
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }

    /** Whether no other query asks for the same part: one page must not stand in the cache many times. */
    private static boolean isOnlyWay(ServerRequest request, @Nullable UUID comment) {
        List<String> asked = request.queryParams().get("comment");
        return asked == null
                || (comment != null
                        && asked.equals(List.of(comment.toString()))
                        && !request.queryParams().containsKey("after"));
    }

    private static @Nullable String cursor(ServerRequest request) {
        return request.queryParam("after").filter(value -> !value.isBlank()).orElse(null);
    }

    private static String query(@Nullable String cursor, @Nullable String language) {
        UriComponentsBuilder query = UriComponentsBuilder.newInstance();
        if (language != null) {
            query.queryParam("lang", language);
        }
        if (cursor != null) {
            query.queryParam("after", "{cursor}");
        }
        return query.encode()
                .buildAndExpand(cursor == null ? new Object[0] : new Object[] {cursor})
                .toUriString();
    }
}
