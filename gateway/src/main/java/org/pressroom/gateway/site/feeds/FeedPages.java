package org.pressroom.gateway.site.feeds;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.contract.ArticlePage;
import org.pressroom.common.contract.ArticleSummary;
import org.pressroom.common.http.ETags;
import org.pressroom.common.text.Isolates;
import org.pressroom.common.text.LanguageTags;
import org.pressroom.gateway.edge.PageTags;
import org.pressroom.gateway.site.articles.ArticleClient;
import org.pressroom.gateway.site.calls.MovedException;
import org.pressroom.gateway.site.look.SiteInfo;
import org.pressroom.gateway.site.rendering.Elsewhere;
import org.pressroom.gateway.site.rendering.PageRenderer;
import org.springframework.http.CacheControl;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

/**
 * The feeds of the site, of its categories, tags and authors, and of each in a language. A feed is there where the page is that
 * shows the same list, and shows the texts that everybody may read.
 */
public final class FeedPages {

    private static final int ENTRIES = 20;

    /** A feed of long articles takes its time, which is not that of threads that serve requests. */
    private static final Scheduler WRITING = Schedulers.boundedElastic();

    private final PageRenderer pages;
    private final ArticleClient articles;
    private final JsonMapper json;

    public FeedPages(PageRenderer pages, ArticleClient articles, JsonMapper json) {
        this.pages = pages;
        this.articles = articles;
        this.json = json;
    }

    /** What a feed is of: a list at a path, by one of the filters of lists, or of all. */
    private record Subject(
            @Nullable String kind, @Nullable String slug, String path, String title, String description) {}

    public Mono<ServerResponse> site(ServerRequest request, FeedFormat format) {
        SiteInfo site = pages.site();
        return written(request, format, Mono.just(new Subject(null, null, "/", site.name(), site.description())));
    }

    public Mono<ServerResponse> category(ServerRequest request, FeedFormat format) {
        return ofTerm(request, format, "category", "/categories/", slug -> articles.category(slug)
                .map(found -> new Said(found.name(), found.description())));
    }

    public Mono<ServerResponse> tag(ServerRequest request, FeedFormat format) {
        return ofTerm(request, format, "tag", "/tags/", slug -> articles.tag(slug)
                .map(found -> new Said(found.name(), found.description())));
    }

    public Mono<ServerResponse> author(ServerRequest request, FeedFormat format) {
        return ofTerm(request, format, "author", "/authors/", slug -> articles.author(slug)
                .map(found -> new Said(found.name(), found.bio())));
    }

    /** What it is called, and what is said of it; null for nothing. */
    private record Said(String name, @Nullable String description) {}

    @FunctionalInterface
    private interface LookUp {
        Mono<Said> bySlug(String slug);
    }

    private Mono<ServerResponse> ofTerm(
            ServerRequest request, FeedFormat format, String kind, String folder, LookUp lookUp) {
        String slug = request.pathVariable("slug");
        String path = folder + UriUtils.encodePathSegment(slug, StandardCharsets.UTF_8);
        Mono<Subject> subject = lookUp.bySlug(slug).map(said -> subject(kind, slug, path, said));
        return written(request, format, subject);
    }

    private Subject subject(String kind, String slug, String path, Said said) {
        String site = pages.site().name();
        String own = said.description();
        return new Subject(
                kind,
                slug,
                path,
                said.name() + " · " + site,
                own == null || own.isBlank()
                        ? Isolates.removed(
                                pages.ownLocale().message("listing." + kind + ".description", said.name(), site))
                        : own);
    }

    private Mono<ServerResponse> written(ServerRequest request, FeedFormat format, Mono<Subject> subject) {
        Optional<String> asked = request.queryParam("lang");
        String language = asked.flatMap(LanguageTags::canonical).orElse(null);
        if (asked.isPresent() && language == null) {
            return pages.notFound(request);
        }
        String after =
                request.queryParam("after").filter(value -> !value.isBlank()).orElse(null);
        return subject.flatMap(known -> articles.newestWithBodies(known.kind(), known.slug(), language, after, ENTRIES)
                        .filter(found -> !found.items().isEmpty() || (after == null && language == null))
                        .flatMap(found -> {
                            PageTags.of(request.exchange())
                                    .list(found.items().stream().map(ArticleSummary::id));
                            return written(format, feed(format, known, language, after, found));
                        }))
                .onErrorResume(
                        MovedException.class,
                        moved -> Elsewhere.under(request, moved.slug(), "/" + format.file() + query(language, null)))
                .switchIfEmpty(Mono.defer(() -> pages.notFound(request)));
    }

    private Feed feed(
            FeedFormat format, Subject subject, @Nullable String language, @Nullable String after, ArticlePage found) {
        SiteInfo site = pages.site();
        String address = site.url() + FeedLinks.folder(subject.path()) + format.file();
        String next = found.next();
        return new Feed(
                site.url(),
                language == null ? subject.title() : subject.title() + " · " + LanguageTags.ownName(language),
                subject.description(),
                site.url() + subject.path() + query(language, null),
                address + query(language, null),
                address + query(language, after),
                next == null ? null : address + query(language, next),
                language == null ? site.language() : language,
                found.items());
    }

    private Mono<ServerResponse> written(FeedFormat format, Feed feed) {
        return Mono.fromCallable(() -> switch (format) {
                    case ATOM -> AtomFeed.write(feed);
                    case RSS -> RssFeed.write(feed);
                    case JSON -> JsonFeed.write(feed, json);
                })
                .subscribeOn(WRITING)
                .flatMap(body -> {
                    ServerResponse.BodyBuilder answer = ServerResponse.ok()
                            .contentType(format.mediaType())
                            .cacheControl(CacheControl.noCache())
                            .eTag(ETags.weak(body));
                    Instant updated = feed.updated();
                    return (updated.equals(Instant.EPOCH) ? answer : answer.lastModified(updated)).bodyValue(body);
                });
    }

    private static String query(@Nullable String language, @Nullable String after) {
        UriComponentsBuilder query = UriComponentsBuilder.newInstance();
        if (language != null) {
            query.queryParam("lang", language);
        }
        if (after == null) {
            return query.build().toUriString();
        }
        return query.queryParam("after", "{after}")
                .encode()
                .buildAndExpand(after)
                .toUriString();
    }
}
