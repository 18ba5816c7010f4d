package org.pressroom.gateway.site.oembed;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.contract.ArticleView;
import org.pressroom.common.contract.Named;
import org.pressroom.gateway.edge.PageTags;
import org.pressroom.gateway.site.articles.Article;
import org.pressroom.gateway.site.articles.ArticleClient;
import org.pressroom.gateway.site.calls.MovedException;
import org.pressroom.gateway.site.look.SiteInfo;
import org.pressroom.gateway.site.rendering.PageRenderer;
import org.pressroom.gateway.site.rendering.XmlDocument;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.util.HtmlUtils;
import org.springframework.web.util.UriUtils;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Answers who wants to show one of the site's articles (oembed.com, 1.0): a quotation with its title, summary and link. */
public final class OEmbedPages {

    private static final Pattern PATH = Pattern.compile("/(?:articles|pages)/([a-z0-9-]{1,100})");
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,5}");
    private static final MediaType XML = new MediaType("text", "xml", StandardCharsets.UTF_8);

    /** In pixels, as all sizes. */
    private static final int WIDTH = 600;

    private static final int HEIGHT = 240;

    private final PageRenderer pages;
    private final ArticleClient articles;
    private final JsonMapper json;

    public OEmbedPages(PageRenderer pages, ArticleClient articles, JsonMapper json) {
        this.pages = pages;
        this.articles = articles;
        this.json = json;
    }

    /** The formats of an answer. */
    private enum Format {
        JSON,
        XML
    }

    /**
     * {@code ?url=&format=&maxwidth=&maxheight=}: 400 for what cannot be read, 404 for what is no article of this site, 501 for a
     * format that is not offered.
     */
    public Mono<ServerResponse> embed(ServerRequest request) {
        return Mono.defer(() -> embedded(request));
    }

    private Mono<ServerResponse> embedded(ServerRequest request) {
        String url = request.queryParam("url").orElseThrow(() -> new ResponseStatusException(HttpStatus.BAD_REQUEST));
        Format format =
                switch (request.queryParam("format").orElse("json")) {
                    case "json" -> Format.JSON;
                    case "xml" -> Format.XML;
                    default -> throw new ResponseStatusException(HttpStatus.NOT_IMPLEMENTED);
                };
        int width = atMost(request, "maxwidth", WIDTH);
        int height = atMost(request, "maxheight", HEIGHT);
        return slug(url)
                .map(slug -> find(slug))
                .orElse(Mono.empty())
                .flatMap(article -> answer(request, article, format, width, height))
                .switchIfEmpty(Mono.defer(() -> pages.notFound(request)));
    }

    private Mono<ArticleView> find(String slug) {
        return articles.bySlug(slug, null)
                .onErrorResume(MovedException.class, moved -> articles.bySlug(moved.slug(), null));
    }

    private static int atMost(ServerRequest request, String name, int usual) {
        return request.queryParam(name)
                .map(text -> {
                    if (!NUMBER.matcher(text).matches()) {
                        throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
                    }
                    return Math.min(usual, Integer.parseInt(text));
                })
                .orElse(usual);
    }

    /** Of an address of this site's, with or without what stands behind its path. */
    private Optional<String> slug(String url) {
        try {
            URI asked = new URI(url).normalize();
            URI site = URI.create(pages.site().url());
            String path = asked.getPath();
            boolean here = site.getScheme().equalsIgnoreCase(asked.getScheme())
                    && site.getRawAuthority().equalsIgnoreCase(String.valueOf(asked.getRawAuthority()));
            Matcher found = PATH.matcher(path == null ? "" : path);
            return here && found.matches() ? Optional.of(found.group(1)) : Optional.empty();
        } catch (URISyntaxException malformed) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, null, malformed);
        }
    }

    private Mono<ServerResponse> answer(
            ServerRequest request, ArticleView article, Format format, int width, int height) {
        PageTags.of(request.exchange()).article(article.listed());
        Map<String, Object> facts = facts(article, width, height);
        boolean asXml = format == Format.XML;
        byte[] body = asXml
                ? XmlDocument.of(xml -> xml.within(
                        "oembed", () -> facts.forEach((name, value) -> xml.element(name, String.valueOf(value)))))
                : json.writeValueAsBytes(facts);
        return ServerResponse.ok()
                .contentType(asXml ? XML : MediaType.APPLICATION_JSON)
                .cacheControl(CacheControl.noCache())
                .bodyValue(body);
    }

    private Map<String, Object> facts(ArticleView article, int width, int height) {
        SiteInfo site = pages.site();
        Named author = article.author();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("version", "1.0");
        facts.put("type", "rich");
        facts.put("provider_name", site.name());
        facts.put("provider_url", site.url() + "/");
        facts.put("title", article.title());
        facts.put("author_name", author.name());
        facts.put("author_url", site.url() + "/authors/" + UriUtils.encodePathSegment(author.slug(), "UTF-8"));
        facts.put("width", width);
        facts.put("height", height);
        facts.put("html", html(article, site));
        return facts;
    }

    /** Fits on any page: nothing but words, a link and what quotes them. */
    private static String html(ArticleView article, SiteInfo site) {
        String address = site.url() + Article.pathOf(article.listed());
        String language = article.language();
        return "<blockquote cite=\"" + escaped(address) + "\"" + attribute("lang", language) + "><p><a href=\""
                + escaped(address) + "\"><strong>" + escaped(article.title()) + "</strong></a></p>"
                + (article.summary() == null ? "" : "<p>" + escaped(article.summary()) + "</p>")
                + "<footer>" + escaped(article.author().name()) + ", " + escaped(site.name())
                + "</footer></blockquote>";
    }

    private static String attribute(String name, @Nullable String value) {
        return value == null ? "" : " " + name + "=\"" + escaped(value) + "\"";
    }

    private static String escaped(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }
}
