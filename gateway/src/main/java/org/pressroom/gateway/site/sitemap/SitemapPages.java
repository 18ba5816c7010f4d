package org.pressroom.gateway.site.sitemap;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.contract.CategoryView;
import org.pressroom.common.contract.NewsEntry;
import org.pressroom.common.contract.SitemapEntry;
import org.pressroom.common.contract.SitemapPart;
import org.pressroom.gateway.edge.PageTags;
import org.pressroom.gateway.site.articles.ArticleClient;
import org.pressroom.gateway.site.look.SiteInfo;
import org.pressroom.gateway.site.rendering.PageRenderer;
import org.pressroom.gateway.site.rendering.XmlDocument;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The sitemap (sitemaps.org), which is a map of maps: one of what there is few of, and one for each of the parts that articles,
 * tags and authors are in; what is news, in one of its own; and {@code robots.txt}, which names them.
 */
public final class SitemapPages {

    /** The part with the front page and the categories. */
    private static final String OF_THE_SITE = "site";

    private static final String NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9";
    private static final String NEWS_NAMESPACE = "http://www.google.com/schemas/sitemap-news/0.9";
    private static final MediaType XML = new MediaType("application", "xml", StandardCharsets.UTF_8);
    private static final MediaType TEXT = new MediaType("text", "plain", StandardCharsets.UTF_8);

    /** A part has thousands of lines, which are not for threads that serve requests. */
    private static final Scheduler WRITING = Schedulers.boundedElastic();

    private final PageRenderer pages;
    private final ArticleClient articles;

    public SitemapPages(PageRenderer pages, ArticleClient articles) {
        this.pages = pages;
        this.articles = articles;
    }

    /** The map of maps, or with {@code ?part=} one of them. */
    public Mono<ServerResponse> sitemap(ServerRequest request) {
        String part = request.queryParam("part").orElse(null);
        if (part == null) {
            return articles.sitemapParts().flatMap(parts -> written(request, xml -> writeIndex(xml, parts)));
        }
        return (OF_THE_SITE.equals(part) ? fewOnes() : articles.sitemapPart(part))
                .flatMap(entries -> written(request, xml -> writePart(xml, entries)))
                .switchIfEmpty(Mono.defer(() -> pages.notFound(request)));
    }

    /** The articles of the last two days. */
    public Mono<ServerResponse> news(ServerRequest request) {
        return articles.news().flatMap(news -> written(request, xml -> writeNews(xml, news)));
    }

    /**
     * Where robots need not look: programs have an API of their own, and forms, outcomes and the desk are for people. Pictures
     * are looked for at their addresses in the API.
     */
    public Mono<ServerResponse> robots(ServerRequest request) {
        SiteInfo site = pages.site();
        PageTags.of(request.exchange()).list(Stream.empty());
        return ServerResponse.ok()
                .contentType(TEXT)
                .cacheControl(CacheControl.noCache())
                .bodyValue("""
                        User-agent: *
                        Allow: /api/media/
                        Allow: /api/docs
                        Disallow: /api/
                        Disallow: /desk
                        Disallow: /previews/
                        Disallow: /search?
                        Disallow: /subscriptions/

                        Sitemap: %1$s/sitemap.xml
                        Sitemap: %1$s/sitemap-news.xml
                        """.formatted(site.url()));
    }

    private Mono<List<SitemapEntry>> fewOnes() {
        return articles.categories()
                .map(categories -> categories.stream()
                        .map(CategoryView::slug)
                        .map(slug -> new SitemapEntry("category", slug, null))
                        .toList())
                .map(categories -> Stream.of(List.of(new SitemapEntry("front", "", null)), categories)
                        .flatMap(List::stream)
                        .toList());
    }

    private void writeIndex(XmlDocument xml, List<SitemapPart> parts) {
        Stream<String> names = Stream.concat(
                Stream.of(OF_THE_SITE), parts.stream().map(SitemapPart::number).map(String::valueOf));
        xml.within(
                "sitemapindex",
                () -> names.forEach(name -> xml.within(
                        "sitemap", () -> xml.element("loc", pages.site().url() + "/sitemap.xml?part=" + name))),
                "xmlns",
                NAMESPACE);
    }

    private void writePart(XmlDocument xml, List<SitemapEntry> entries) {
        xml.within(
                "urlset",
                () -> entries.forEach(entry -> xml.within("url", () -> {
                    xml.element("loc", address(entry.kind(), entry.slug()));
                    xml.element("lastmod", written(entry.updatedAt()));
                })),
                "xmlns",
                NAMESPACE);
    }

    private void writeNews(XmlDocument xml, List<NewsEntry> news) {
        SiteInfo site = pages.site();
        xml.within(
                "urlset",
                () -> news.forEach(entry -> xml.within("url", () -> {
                    xml.element("loc", address("article", entry.slug()));
                    xml.within("news:news", () -> {
                        xml.within("news:publication", () -> {
                            xml.element("news:name", site.name());
                            xml.element("news:language", newsLanguage(entry.language()));
                        });
                        xml.element("news:publication_date", entry.publishedAt().toString());
                        xml.element("news:title", entry.title());
                    });
                })),
                "xmlns",
                NAMESPACE,
                "xmlns:news",
                NEWS_NAMESPACE);
    }

    private String address(String kind, String slug) {
        String folder =
                switch (kind) {
                    case "article" -> "/articles/";
                    case "page" -> "/pages/";
                    case "category" -> "/categories/";
                    case "tag" -> "/tags/";
                    case "author" -> "/authors/";
                    default -> "/";
                };
        return pages.site().url() + folder + slug;
    }

    private static @Nullable String written(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    /** Of two or three letters (ISO 639), but for Chinese, which is named with its country. */
    private static String newsLanguage(String tag) {
        if (!tag.equals("zh") && !tag.startsWith("zh-")) {
            return tag.replaceFirst("-.*", "");
        }
        return tag.contains("Hant") || tag.contains("TW") || tag.contains("HK") ? "zh-tw" : "zh-cn";
    }

    /** All of them change with what there is, and whoever withdraws something withdraws it there. */
    private static Mono<ServerResponse> written(ServerRequest request, Consumer<XmlDocument> content) {
        PageTags.of(request.exchange()).list(Stream.empty());
        return Mono.fromCallable(() -> XmlDocument.of(content))
                .subscribeOn(WRITING)
                .flatMap(body -> ServerResponse.ok()
                        .contentType(XML)
                        .cacheControl(CacheControl.noCache())
                        .bodyValue(body));
    }
}
