package org.pressroom.gateway.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Feeds, as programs read them. */
class FeedsTest extends SiteFixture {

    private static final String ATOM = "http://www.w3.org/2005/Atom";
    private static final String CONTENT = "http://purl.org/rss/1.0/modules/content/";
    private static final String DC = "http://purl.org/dc/elements/1.1/";
    private static final String MEDIA = "http://search.yahoo.com/mrss/";

    private static final String SECOND = "019a0000-0000-7000-8000-000000000002";
    private static final String BODY =
            "<p>See <a href=\\\"/articles/paper\\\">paper</a> &amp; <img src=\\\"/api/media/1/a.png\\\" srcset=\\\""
                    + "/api/media/1/a.png?w=480 480w, https://cdn.example/a.png 960w\\\" alt=\\\"a <b href='/no'>\\\">.</p>";

    @BeforeEach
    void publish() {
        ARTICLES.answers("GET", "/api/articles", 200, list("older+1", listed(), locked()));
        ARTICLES.answers("GET", "/api/categories/craft", 200, category("craft", "Craft <&>"));
        ARTICLES.answers("GET", "/api/tags/ink", 200, """
                {"slug": "ink", "name": "Ink", "description": "Of bottles.", "articleCount": 2}""");
        ARTICLES.answers("GET", "/api/authors/ada-kern", 200, """
                {"slug": "ada-kern", "name": "Ada Kern", "bio": null, "picture": null, "articleCount": 2}""");
    }

    private static String category(String slug, String name) {
        return """
            {"slug": "%s", "name": "%s", "description": null, "picture": null, "articleCount": 0, "totalCount": 0,
             "path": [], "position": 0}""".formatted(slug, name);
    }

    private static String listed() {
        return """
            {"id": "%s", "slug": "ink", "title": "</title><script>alert(1)</script> \\u0007\\ud83d\\ude00 & \\uffffmore",
             "summary": "In <b>short</b> & so on.", "author": {"slug": "ada-kern", "name": "Ada Kern"},
             "authors": [{"slug": "ada-kern", "name": "Ada Kern"}, {"slug": "bo", "name": "Bo"}],
             "category": {"slug": "craft", "name": "Craft"}, "tags": [{"slug": "ink", "name": "Ink"}],
             "publishedAt": "2026-11-01T08:00:00Z", "updatedAt": "2026-11-05T08:00:00.123456Z", "readingMinutes": 4,
             "commentCount": 2, "cover": {"url": "/api/media/1/cover.jpg", "alt": null}, "language": "en",
             "bodyHtml": "%s"}
            """.formatted(ARTICLE, BODY);
    }

    private static String locked() {
        return """
            {"id": "%s", "slug": "sold", "title": "Sold", "summary": "For some.",
             "author": {"slug": "ada-kern", "name": "Ada Kern"}, "category": null, "tags": [],
             "publishedAt": "2026-10-01T08:00:00Z", "updatedAt": "2026-10-01T08:00:00Z", "readingMinutes": 4,
             "commentCount": 2, "cover": null, "language": "de", "visibility": "subscribers"}
            """.formatted(SECOND);
    }

    static Stream<String> feeds() {
        return Stream.of("/", "/categories/craft/", "/tags/ink/", "/authors/ada-kern/")
                .flatMap(folder -> Stream.of("atom", "rss", "json").map(format -> folder + "feed." + format));
    }

    @ParameterizedTest
    @MethodSource("feeds")
    void eachListHasItsFeedInEachFormat(String path) throws Exception {
        WebTestClient.ResponseSpec answer = get(path).expectStatus().isOk();
        answer.expectHeader().valueEquals("Cache-Tag", "list,article:" + ARTICLE + ",article:" + SECOND);
        answer.expectHeader().valueEquals("Last-Modified", "Thu, 05 Nov 2026 08:00:00 GMT");
        String format = path.substring(path.indexOf('.') + 1);
        answer.expectHeader()
                .valueEquals(
                        "Content-Type",
                        "application/" + (format.equals("json") ? "feed+json" : format + "+xml") + ";charset=UTF-8");
        String text = page(answer);
        assertThat(text).contains(ARTICLE, SECOND).doesNotContain("\u0007");
        String kind = Stream.of("category=craft", "tag=ink", "author=ada-kern")
                .filter(each -> path.contains("/" + each.substring(each.indexOf('=') + 1) + "/"))
                .findFirst()
                .orElse("");
        assertThat(ARTICLES.asked("GET"))
                .filteredOn(asked -> asked.uri().startsWith("/api/articles?"))
                .singleElement()
                .satisfies(asked -> assertThat(asked.uri())
                        .isEqualTo("/api/articles?limit=20&include=body" + (kind.isEmpty() ? "" : "&" + kind)));
        if (!format.equals("json")) {
            assertThat(text).doesNotContain("\uffff", "<script>");
            parsed(text);
        }
    }

    @Test
    void anAtomFeedSaysAllThatThereIsToSay() throws Exception {
        Element feed = parsed(page(get("/feed.atom?lang=de"))).getDocumentElement();
        assertThat(feed.getNamespaceURI()).isEqualTo(ATOM);
        assertThat(texts(feed, ATOM, "id"))
                .containsExactly(
                        "https://press.example/feed.atom?lang=de", "urn:uuid:" + ARTICLE, "urn:uuid:" + SECOND);
        assertThat(texts(feed, ATOM, "title"))
                .containsExactly(
                        "The Daily Proof · Deutsch", "</title><script>alert(1)</script> \ud83d\ude00 & more", "Sold");
        assertThat(texts(feed, ATOM, "updated"))
                .containsExactly("2026-11-05T08:00:00Z", "2026-11-05T08:00:00.123456Z", "2026-10-01T08:00:00Z");
        assertThat(texts(feed, ATOM, "published")).containsExactly("2026-11-01T08:00:00Z", "2026-10-01T08:00:00Z");
        assertThat(links(feed))
                .containsExactly(
                        "self https://press.example/feed.atom?lang=de",
                        "alternate https://press.example/?lang=de",
                        "next https://press.example/feed.atom?lang=de&after=older%2B1",
                        "alternate https://press.example/articles/ink",
                        "alternate https://press.example/articles/sold");
        assertThat(texts(feed, ATOM, "name")).containsExactly("Ada Kern", "Bo", "Ada Kern");
        assertThat(texts(feed, ATOM, "uri")).contains("https://press.example/authors/bo");
        assertThat(elements(feed, ATOM, "category"))
                .extracting(each ->
                        each.getAttribute("scheme") + each.getAttribute("term") + " " + each.getAttribute("label"))
                .containsExactly("https://press.example/categories/craft Craft", "https://press.example/tags/ink Ink");
        assertThat(texts(feed, ATOM, "content"))
                .containsExactly("<p>See <a href=\"https://press.example/articles/paper\">paper</a> &amp; "
                        + "<img src=\"https://press.example/api/media/1/a.png\""
                        + " srcset=\"https://press.example/api/media/1/a.png?w=480 480w, https://cdn.example/a.png 960w\""
                        + " alt=\"a <b href='/no'>\">.</p>");
        assertThat(texts(feed, ATOM, "summary")).containsExactly("In <b>short</b> & so on.", "For some.");
        assertThat(elements(feed, MEDIA, "content")).singleElement().satisfies(picture -> assertThat(
                        picture.getAttribute("url"))
                .isEqualTo("https://press.example/api/media/1/cover.jpg"));
        assertThat(elements(feed, ATOM, "entry").get(1).getAttribute("xml:lang"))
                .isEqualTo("de");
        assertThat(ARTICLES.asked("GET"))
                .extracting(PathStub.Asked::uri)
                .contains("/api/articles?limit=20&include=body&lang=de");
    }

    @Test
    void anRssFeedSaysTheSame() throws Exception {
        Element rss = parsed(page(get("/categories/craft/feed.rss?after=x"))).getDocumentElement();
        assertThat(rss.getAttribute("version")).isEqualTo("2.0");
        assertThat(texts(rss, null, "title")).first().isEqualTo("Craft <&> · The Daily Proof");
        assertThat(texts(rss, null, "link"))
                .containsExactly(
                        "https://press.example/categories/craft",
                        "https://press.example/articles/ink",
                        "https://press.example/articles/sold");
        assertThat(texts(rss, null, "description"))
                .containsExactly(
                        "Articles in the category Craft &lt;&amp;&gt;, newest first, at The Daily Proof.",
                        "In &lt;b&gt;short&lt;/b&gt; &amp; so on.",
                        "For some.");
        assertThat(texts(rss, null, "guid")).containsExactly("urn:uuid:" + ARTICLE, "urn:uuid:" + SECOND);
        assertThat(texts(rss, null, "pubDate")).first().isEqualTo("Sun, 1 Nov 2026 08:00:00 GMT");
        assertThat(texts(rss, null, "category")).containsExactly("Craft", "Ink");
        assertThat(texts(rss, DC, "creator")).containsExactly("Ada Kern", "Bo", "Ada Kern");
        assertThat(texts(rss, CONTENT, "encoded")).singleElement().asString().startsWith("<p>See <a href=\"https://");
        assertThat(links(rss))
                .containsExactly(
                        "self https://press.example/categories/craft/feed.rss?after=x",
                        "next https://press.example/categories/craft/feed.rss?after=older%2B1");
    }

    @Test
    void aJsonFeedSaysTheSame() {
        JsonNode feed = JsonMapper.shared().readTree(page(get("/tags/ink/feed.json")));
        assertThat(feed.get("version").asString()).isEqualTo("https://jsonfeed.org/version/1.1");
        assertThat(feed.get("title").asString()).isEqualTo("Ink · The Daily Proof");
        assertThat(feed.get("description").asString()).isEqualTo("Of bottles.");
        assertThat(feed.get("home_page_url").asString()).isEqualTo("https://press.example/tags/ink");
        assertThat(feed.get("feed_url").asString()).isEqualTo("https://press.example/tags/ink/feed.json");
        assertThat(feed.get("next_url").asString())
                .isEqualTo("https://press.example/tags/ink/feed.json?after=older%2B1");
        JsonNode item = feed.get("items").get(0);
        assertThat(item.get("id").asString()).isEqualTo("urn:uuid:" + ARTICLE);
        assertThat(item.get("url").asString()).isEqualTo("https://press.example/articles/ink");
        assertThat(item.get("content_html").asString()).startsWith("<p>See <a href=\"https://press.example/");
        assertThat(item.get("image").asString()).isEqualTo("https://press.example/api/media/1/cover.jpg");
        assertThat(item.get("authors").get(1).get("url").asString()).isEqualTo("https://press.example/authors/bo");
        assertThat(item.get("tags").toString()).isEqualTo("[\"Craft\",\"Ink\"]");
        assertThat(item.get("date_modified").asString()).isEqualTo("2026-11-05T08:00:00.123456Z");
        JsonNode locked = feed.get("items").get(1);
        assertThat(locked.has("content_html")).isFalse();
        assertThat(locked.get("content_text").asString()).isEqualTo("For some.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"atom", "rss", "json"})
    void whatIsEmptyHasAnEmptyFeed(String format) throws Exception {
        ARTICLES.answers("GET", "/api/articles", 200, list(null));
        for (String folder : List.of("/", "/categories/craft/")) {
            WebTestClient.ResponseSpec answer =
                    get(folder + "feed." + format).expectStatus().isOk();
            answer.expectHeader().doesNotExist("Last-Modified");
            String feed = page(answer);
            if (format.equals("json")) {
                assertThat(JsonMapper.shared().readTree(feed).get("items")).isEmpty();
            } else {
                Element root = parsed(feed).getDocumentElement();
                assertThat(elements(root, ATOM, "entry")).isEmpty();
                assertThat(elements(root, null, "item")).isEmpty();
            }
        }
        get("/categories/craft/feed." + format + "?lang=fr").expectStatus().isNotFound();
        get("/feed." + format + "?after=x").expectStatus().isNotFound();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/categories/none/feed.atom",
                "/tags/none/feed.rss",
                "/authors/none/feed.json",
                "/feed.atom?lang=no+language",
                "/categories/craft/feed.xml",
                "/feed.json/"
            })
    void whatIsUnknownHasNone(String path) {
        get(path).expectStatus().isNotFound();
    }

    @ParameterizedTest
    @CsvSource({
        "/categories/works/feed.atom, /api/categories/works, /api/categories/craft, /categories/craft/feed.atom",
        "/tags/inks/feed.rss?lang=de, /api/tags/inks, /api/tags/ink, /tags/ink/feed.rss?lang=de"
    })
    void aFormerAddressLeadsOn(String path, String asked, String now, String location) {
        ARTICLES.answersMoved("GET", asked, now);
        get(path).expectStatus().isEqualTo(301).expectHeader().location(location);
    }

    @Test
    void aFeedIsNotSentAgainToWhoHasIt() {
        String etag = get("/feed.atom")
                .expectStatus()
                .isOk()
                .returnResult(String.class)
                .getResponseHeaders()
                .getETag();
        browser.get()
                .uri("/feed.atom")
                .header("If-None-Match", String.valueOf(etag))
                .exchange()
                .expectStatus()
                .isNotModified();
        browser.get()
                .uri("/feed.atom")
                .header("If-Modified-Since", "Thu, 05 Nov 2026 08:00:00 GMT")
                .exchange()
                .expectStatus()
                .isNotModified();
    }

    @Test
    void aServiceThatIsAwayIsNoEmptyFeed() {
        ARTICLES.answers("GET", "/api/articles", 500, "{}");
        get("/feed.atom").expectStatus().isEqualTo(503);
        ARTICLES.answers("GET", "/api/articles", 400, "{}");
        get("/feed.atom?after=nonsense").expectStatus().isBadRequest();
    }

    @Test
    void pagesSayWhereTheirFeedsAre() {
        assertThat(page(get("/")))
                .contains(
                        "type=\"application/atom+xml\" title=\"The Daily Proof (Atom)\""
                                + " href=\"https://press.example/feed.atom\"",
                        "type=\"application/feed+json\"",
                        "<a href=\"/feed.atom\" type=\"application/atom+xml\">Feed</a>")
                .doesNotContain("/feed.atom?");
        assertThat(page(get("/?lang=de"))).contains("href=\"https://press.example/feed.atom?lang=de\"");
        assertThat(page(get("/categories/craft")))
                .contains(
                        "title=\"Craft &lt;&amp;&gt; (RSS)\" href=\"https://press.example/categories/craft/feed.rss\"",
                        "href=\"https://press.example/feed.rss\"",
                        "<a href=\"/categories/craft/feed.atom\" type=\"application/atom+xml\">Feed</a>");
    }

    private static Document parsed(String xml) throws Exception {
        DocumentBuilderFactory readers = DocumentBuilderFactory.newDefaultInstance();
        readers.setNamespaceAware(true);
        readers.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return readers.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }

    private static List<Element> elements(Element within, @Nullable String namespace, String name) {
        NodeList found =
                namespace == null ? within.getElementsByTagName(name) : within.getElementsByTagNameNS(namespace, name);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> (Element) found.item(i))
                .toList();
    }

    private static List<String> texts(Element within, @Nullable String namespace, String name) {
        return elements(within, namespace, name).stream()
                .map(Node::getTextContent)
                .toList();
    }

    private static List<String> links(Element feed) {
        return elements(feed, ATOM, "link").stream()
                .map(link -> link.getAttribute("rel") + " " + link.getAttribute("href"))
                .toList();
    }
}
