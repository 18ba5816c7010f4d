package org.pressroom.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pressroom.client.Answer;
import org.pressroom.client.Call;
import org.pressroom.client.Client;
import org.pressroom.client.Json;
import org.pressroom.suite.Newsroom.Article;
import tools.jackson.databind.JsonNode;

/** Feeds, maps and previews of what was published, read as other programs read them. */
@WithSuite
class ForMachinesTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final Pattern LOCATION = Pattern.compile("<loc>([^<]+)</loc>");

    /** Prints what the library of another language, which many readers of feeds are made with, finds in a feed. */
    private static final String READER = """
            import feedparser, json, sys
            feedparser.SANITIZE_HTML = 0
            feedparser.RESOLVE_RELATIVE_URIS = 0
            read = feedparser.parse(sys.stdin.buffer.read())
            print(json.dumps({
                "fault": str(read.get("bozo_exception", "")), "version": read.version, "title": read.feed.title,
                "links": [[each.rel, each.href] for each in read.feed.links],
                "entries": [{
                    "id": each.id, "title": each.title, "link": each.link, "updated": list(each.published_parsed),
                    "authors": [author.get("name", "") for author in each.get("authors", [])],
                    "tags": [tag.get("label") or tag.get("term") for tag in each.get("tags", [])],
                    "summary": each.get("summary", ""),
                    "content": [content.value for content in each.get("content", [])]}
                    for each in read.entries]}))
            """;

    private final Suite suite;
    private final Client stranger;
    private final Newsroom newsroom;
    private final String name = Newsroom.unique();
    private final String tag = "tag-" + name;

    ForMachinesTest(Suite suite) {
        this.suite = suite;
        this.stranger = suite.stranger();
        this.newsroom = Newsroom.of(suite);
    }

    private Article published(String title, Map<String, Object> more) {
        Map<String, Object> manuscript = new HashMap<>(Newsroom.manuscript(title, "See [there](/articles/x) *now*."));
        manuscript.put("tags", List.of(tag));
        manuscript.put("summary", "In short & <so>.");
        manuscript.putAll(more);
        return newsroom.publish(manuscript);
    }

    private Answer shown(String path, String text) {
        return await(path)
                .atMost(PATIENCE)
                .until(
                        () -> stranger.get(path),
                        answer -> answer.status() == 200 && answer.text().contains(text));
    }

    private static JsonNode read(String python3, byte[] feed) throws IOException, InterruptedException {
        Process python = new ProcessBuilder(python3, "-c", READER)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (OutputStream in = python.getOutputStream()) {
            in.write(feed);
        }
        byte[] said = python.getInputStream().readAllBytes();
        assertThat(python.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(python.exitValue())
                .as("%s", new String(feed, StandardCharsets.UTF_8))
                .isZero();
        return Json.read(said);
    }

    /** The Python that has the library; the system's own is the one that its packages are for. */
    private static Optional<String> python() {
        return Stream.of("python3", "/usr/bin/python3")
                .filter(ForMachinesTest::hasLibrary)
                .findFirst();
    }

    private static boolean hasLibrary(String python3) {
        try {
            return new ProcessBuilder(python3, "-c", "import feedparser")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .onExit()
                            .join()
                            .exitValue()
                    == 0;
        } catch (IOException noPython) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"atom", "rss"})
    void aFeedIsReadByALibraryOfAnotherLanguage(String format) throws IOException, InterruptedException {
        Optional<String> python = python();
        assumeTrue(python.isPresent(), "python3-feedparser");
        String title = "Ink & <b>\"paper\"</b> \uD83D\uDE00 " + name;
        Article open = published(title, Map.of());
        Article locked = published("Locked " + name, Map.of("visibility", "subscribers", "body", "Kept " + name));
        String path = "/tags/" + tag + "/feed." + format;
        Answer answer = shown(path, locked.id());

        JsonNode feed = read(python.get(), answer.body());

        assertThat(feed.path("fault").asString()).isEmpty();
        assertThat(feed.path("version").asString()).isEqualTo(format.equals("atom") ? "atom10" : "rss20");
        assertThat(feed.path("links").toString()).contains("\"self\"", suite.site() + path);
        JsonNode newest = feed.path("entries").get(0);
        assertThat(newest.path("id").asString()).isEqualTo("urn:uuid:" + locked.id());
        assertThat(newest.path("content")).isEmpty();
        assertThat(answer.text()).doesNotContain("Kept " + name);
        JsonNode entry = feed.path("entries").get(1);
        assertThat(entry.path("id").asString()).isEqualTo("urn:uuid:" + open.id());
        assertThat(entry.path("title").asString()).isEqualTo(title);
        assertThat(entry.path("link").asString()).isEqualTo(suite.site() + "/articles/" + open.slug());
        assertThat(entry.path("tags").toString()).contains(tag);
        assertThat(entry.path("authors")).isNotEmpty();
        assertThat(entry.path("content").get(0).asString())
                .contains("<a href=\"" + suite.site() + "/articles/x\"", "<em>now</em>");
    }

    @Test
    void aFeedHasNoTextThatIsForSomeAndLeadsOnToOlderArticles() {
        List<String> ids = new ArrayList<>();
        for (int number = 0; number < 22; number++) {
            ids.add(0, published("Number " + number + " " + name, Map.of()).id());
        }
        Article locked = published("Locked " + name, Map.of("visibility", "subscribers", "body", "Kept " + name));
        ids.add(0, locked.id());
        JsonNode first = shown("/tags/" + tag + "/feed.json", locked.id()).json();
        String next = first.path("next_url").asString();
        assertThat(next).startsWith(suite.site() + "/tags/" + tag + "/feed.json?after=");
        JsonNode second = stranger.get(next.substring(suite.site().toString().length()))
                .expect(200)
                .json();
        List<String> found = new ArrayList<>();
        for (JsonNode page : List.of(first, second)) {
            page.path("items").forEach(item -> found.add(item.path("id").asString()));
        }
        assertThat(found).isEqualTo(ids.stream().map(id -> "urn:uuid:" + id).toList());
        assertThat(second.has("next_url")).isFalse();
        assertThat(first.toString()).doesNotContain("Kept " + name);

        Answer feed = stranger.get("/tags/" + tag + "/feed.atom").expect(200);
        assertThat(stranger.send(Call.get("/tags/" + tag + "/feed.atom").header("If-None-Match", feed.etag()))
                        .status())
                .isEqualTo(304);
        assertThat(stranger.send(Call.get("/tags/" + tag + "/feed.atom")
                                .header("If-Modified-Since", feed.header("Last-Modified")))
                        .status())
                .isEqualTo(304);
    }

    @Test
    void theSitemapLeadsToWhatIsThere() {
        Article shown = published("Mapped " + name, Map.of());
        Article hidden = published("Hidden " + name, Map.of("visibility", "unlisted"));
        shown("/sitemap-news.xml", "/articles/" + shown.slug() + "<");
        List<String> maps = locations("/sitemap.xml");
        assertThat(stranger.get("/robots.txt").expect(200).text())
                .contains("Sitemap: " + suite.site() + "/sitemap.xml");
        List<String> all = maps.stream().flatMap(map -> locations(map).stream()).toList();
        assertThat(all)
                .contains("/", "/articles/" + shown.slug(), "/tags/" + tag, "/pages/about")
                .doesNotContain("/articles/" + hidden.slug());
    }

    private List<String> locations(String map) {
        return LOCATION.matcher(stranger.get(map).expect(200).text())
                .results()
                .map((MatchResult found) -> found.group(1))
                .peek(address -> assertThat(address).startsWith(suite.site() + "/"))
                .map(address -> address.substring(suite.site().toString().length()))
                .toList();
    }

    @Test
    void aLinkToAnArticleHasAPictureAndAQuotation() throws IOException {
        Article article = published("Shown & <b>elsewhere</b> " + name, Map.of());
        String page = shown("/articles/" + article.slug(), "card.png").text();
        assertThat(page).contains(suite.site() + "/articles/" + article.slug() + "/card.png");
        byte[] picture = stranger.get("/articles/" + article.slug() + "/card.png")
                .expect(200)
                .body();
        assertThat(ImageIO.read(new ByteArrayInputStream(picture)).getWidth()).isEqualTo(1200);
        JsonNode quotation = stranger.get("/oembed?url=" + suite.site() + "/articles/" + article.slug())
                .expect(200)
                .json();
        assertThat(quotation.path("html").asString())
                .contains("&lt;b&gt;elsewhere")
                .doesNotContain("<b>");
    }
}
