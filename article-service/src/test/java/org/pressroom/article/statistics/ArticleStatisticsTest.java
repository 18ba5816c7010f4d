package org.pressroom.article.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pressroom.article.Api;
import org.pressroom.article.Api.Answer;
import org.pressroom.article.ArticleServiceTest;
import org.pressroom.article.Events;
import org.pressroom.article.Staff;
import org.pressroom.common.events.ArticlesViewed;
import org.pressroom.common.events.ArticlesViewed.Counted;
import org.pressroom.common.events.EventType;
import org.pressroom.common.events.ThreadCounted;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** What gateways tell of views is counted once, and told to those who may know. */
@ArticleServiceTest
class ArticleStatisticsTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Api api;
    private final Events events;
    private final CountViews countViews;
    private final KeepMostRead keepMostRead;
    private final ViewRepository views;
    private final TransactionalOperator transactions;
    private final Staff author = Staff.author();
    private final Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS);

    @Autowired
    ArticleStatisticsTest(
            Api api,
            Events events,
            CountViews countViews,
            KeepMostRead keepMostRead,
            ViewRepository views,
            TransactionalOperator transactions) {
        this.api = api;
        this.events = events;
        this.countViews = countViews;
        this.keepMostRead = keepMostRead;
        this.views = views;
        this.transactions = transactions;
    }

    private static Counted viewed(UUID article, @Nullable String source, @Nullable String language, long views) {
        return new Counted(article, source, language, language == null ? null : "AT", views, 0);
    }

    private static Counted read(UUID article, long reads) {
        return new Counted(article, null, null, null, 0, reads);
    }

    private void count(Instant when, Counted... counts) {
        countViews
                .execute(List.of(new ArticlesViewed(when, List.of(counts))))
                .as(transactions::transactional)
                .block(LIMIT);
    }

    private Answer of(UUID article, String... query) {
        return api.get("/api/statistics/articles/" + article + String.join("", query), author);
    }

    @Test
    void whatGatewaysTellIsCountedOnceHoweverOftenItComes() {
        UUID article = api.published(author, "Counted once").id();
        UUID gateway = UUID.randomUUID();
        UUID event = UUID.randomUUID();
        ArticlesViewed viewed = new ArticlesViewed(
                hour,
                List.of(
                        viewed(article, "search.example", "de", 3),
                        viewed(article, null, null, 2),
                        viewed(UUID.randomUUID(), "made-up.example", "fr", 7),
                        read(article, 1)));
        for (int i = 0; i < 3; i++) {
            events.tell(EventType.ARTICLES_VIEWED, gateway, event, viewed);
        }
        events.tell(
                EventType.ARTICLES_VIEWED,
                gateway,
                new ArticlesViewed(hour, List.of(viewed(article, "search.example", "de", 10))));

        await().atMost(LIMIT).until(() -> of(article).json().get("views").asLong(), views -> views >= 15);
        JsonNode counted = of(article).json();
        assertThat(counted.get("views").asLong()).isEqualTo(15);
        assertThat(counted.get("reads").asLong()).isEqualTo(1);
        JsonNode today = counted.get("days").get(29);
        assertThat(today.get("day").asString()).isEqualTo(today().toString());
        assertThat(today.get("views").asLong()).isEqualTo(15);
        JsonNode now = counted.get("hours").get(47);
        assertThat(Instant.parse(now.get("hour").asString())).isEqualTo(hour);
        assertThat(now.get("views").asLong()).isEqualTo(15);
        assertThat(counted.get("sources").toString())
                .isEqualTo("[{\"source\":\"search.example\",\"views\":13},{\"source\":null,\"views\":2}]");
        assertThat(counted.get("languages").toString())
                .isEqualTo("[{\"language\":\"de\",\"country\":\"AT\",\"views\":13},"
                        + "{\"language\":null,\"country\":null,\"views\":2}]");
    }

    private LocalDate today() {
        return LocalDate.ofInstant(hour, ZoneOffset.UTC);
    }

    @Test
    void processesThatCountTheSameArticlesAtOnceLoseNothing() {
        List<UUID> articles = IntStream.range(0, 5)
                .mapToObj(i -> api.published(author, "At once " + i).id())
                .toList();
        List<Mono<Void>> all = new ArrayList<>();
        for (int round = 0; round < 40; round++) {
            // In another order each time.
            Counted[] counts = new Counted[articles.size()];
            for (int i = 0; i < counts.length; i++) {
                counts[i] = viewed(articles.get((i * (round % 4 + 1) + round) % 5), "a" + round + ".example", "en", 1);
            }
            all.add(countViews
                    .execute(List.of(new ArticlesViewed(hour, List.of(counts))))
                    .as(transactions::transactional));
        }
        Flux.merge(Flux.fromIterable(all), 8).then().block(LIMIT);
        assertThat(articles)
                .allSatisfy(article ->
                        assertThat(of(article).json().get("views").asLong()).isEqualTo(40));
    }

    @Test
    void sourcesBeyondThoseThatAnArticleMayHaveInADayAreOne() {
        UUID article = api.published(author, "Many sources").id();
        count(hour, viewed(article, "first.example", "en", 1));
        Counted[] flood = IntStream.range(0, 300)
                .mapToObj(i -> viewed(article, "s" + i + ".example", "en", 1))
                .toArray(Counted[]::new);
        count(hour, flood);
        count(hour, viewed(article, "first.example", "en", 5), viewed(article, "late.example", "en", 2));

        JsonNode counted = of(article).json();
        assertThat(counted.get("views").asLong()).isEqualTo(308);
        assertThat(counted.get("sources").get(0).toString()).isEqualTo("{\"source\":\"other\",\"views\":203}");
        assertThat(counted.get("sources").get(1).toString()).isEqualTo("{\"source\":\"first.example\",\"views\":6}");
    }

    @Test
    void aDayOfAllArticlesHasEachOfThem() {
        // Long ago, where no other test counts.
        Instant then = Instant.parse("2001-02-03T23:00:00Z");
        UUID first = api.published(author, "=HYPERLINK(\"http://x\")").id();
        UUID second = api.published(author, "Second, \"quoted\"").id();
        count(then, viewed(first, "a.example", "de", 4), viewed(second, "b.example", "fr", 3), read(second, 2));
        count(then.plusSeconds(3600), viewed(second, null, null, 5));

        String period = "?from=2001-02-02&to=2001-02-04";
        JsonNode all = api.get("/api/statistics/articles" + period + "&limit=1", Staff.editor())
                .json();
        assertThat(all.get("views").asLong()).isEqualTo(12);
        assertThat(all.get("reads").asLong()).isEqualTo(2);
        assertThat(all.get("days").findValuesAsString("views")).containsExactly("0", "7", "5");
        assertThat(all.get("sources").findValuesAsString("views")).containsExactly("5", "4", "3");
        assertThat(all.get("items").get(0).get("id").asString()).isEqualTo(second.toString());
        assertThat(all.get("items").get(0).get("views").asLong()).isEqualTo(8);
        JsonNode rest = api.get(
                        "/api/statistics/articles" + period + "&limit=1&after="
                                + all.get("next").asString(),
                        Staff.editor())
                .json();
        assertThat(rest.get("items").get(0).get("id").asString()).isEqualTo(first.toString());
        assertThat(rest.get("next").isNull()).isTrue();

        Answer csv = api.get("/api/statistics/articles" + period, Staff.editor(), "Accept", "text/csv");
        assertThat(csv.header("Content-Type")).isEqualTo("text/csv;charset=UTF-8");
        assertThat(csv.raw().body().lines())
                .containsExactly(
                        "day,articleId,slug,title,views,reads,comments",
                        "2001-02-03," + first + "," + slug(first) + ",\"'=HYPERLINK(\"\"http://x\"\")\",4,0,0",
                        "2001-02-03," + second + "," + slug(second) + ",\"Second, \"\"quoted\"\"\",3,2,0",
                        "2001-02-04," + second + "," + slug(second) + ",\"Second, \"\"quoted\"\"\",5,0,0");
        assertThat(of(second, period + "&format=csv").raw().body())
                .isEqualTo("day,views,reads,comments\r\n2001-02-02,0,0,0\r\n2001-02-03,3,2,0\r\n2001-02-04,5,0,0\r\n");
    }

    private String slug(UUID article) {
        return api.get("/api/drafts/" + article, author).text("slug");
    }

    @Test
    void commentsAreThoseThatCameInADay() {
        UUID article = api.published(author, "Discussed").id();
        events.tell(EventType.THREAD_COUNTED, article, new ThreadCounted(article, 1, 4));
        await().atMost(LIMIT).until(() -> of(article).json().get("comments").asLong() == 4);
        events.tell(EventType.THREAD_COUNTED, article, new ThreadCounted(article, 2, 3));
        await().atMost(LIMIT).until(() -> of(article).json().get("comments").asLong() == 3);
    }

    @Test
    void whatIsReadMostIsListedInItsLanguageAndWhatIsGoneIsNot() {
        String language = "gsw";
        UUID much = api.published(author, "Much read", "language", language).id();
        UUID more =
                api.published(author, "More read", "language", language + "-CH").id();
        UUID gone = api.published(author, "Gone", "language", language).id();
        UUID hidden = api.published(author, "Hidden", "language", language, "visibility", "unlisted")
                .id();
        count(hour, viewed(much, null, "de", 1000), viewed(more, null, "de", 1001));
        count(hour.minus(1, ChronoUnit.DAYS), viewed(gone, null, "de", 1002), viewed(hidden, null, "de", 1003));
        keepMostRead.execute().block(LIMIT);
        String path = "/api/most-read?lang=" + language;
        assertThat(api.get(path).json().get("items").findValuesAsString("id"))
                .containsExactly(gone.toString(), more.toString(), much.toString());
        api.delete("/api/articles/" + gone + "/publication", author, "If-Match", "*");
        assertThat(api.get(path + "&limit=1").json().get("items").findValuesAsString("id"))
                .containsExactly(more.toString());
        assertThat(api.get("/api/most-read?days=1&lang=" + language).json().get("items"))
                .hasSize(2);

        count(hour, viewed(much, null, "de", 10));
        keepMostRead.execute().block(LIMIT);
        assertThat(api.get(path).json().get("items").findValuesAsString("id"))
                .containsExactly(much.toString(), more.toString());
    }

    @Test
    void theLastHoursAreThoseOfAllArticles() {
        UUID article = api.published(author, "Live").id();
        long before = now();
        count(hour, viewed(article, null, null, 3));
        assertThat(now()).isGreaterThanOrEqualTo(before + 3);
    }

    private long now() {
        JsonNode hours = api.get("/api/statistics/hours", Staff.editor()).json().get("items");
        assertThat(hours).hasSize(48);
        return hours.get(47).get("views").asLong();
    }

    @Test
    void oldViewsAreForgottenAndArticlesTakeTheirsWithThem() {
        UUID article = api.published(author, "Old").id();
        Instant old = Instant.parse("1999-01-01T10:00:00Z");
        count(old, viewed(article, "old.example", "en", 1));
        count(hour, viewed(article, "new.example", "en", 1));
        String period = "?from=1999-01-01&to=1999-01-02";
        assertThat(of(article, period).json().get("views").asLong()).isEqualTo(1);
        LocalDate firstDay = LocalDate.of(1999, 6, 1);
        views.forget(Instant.parse("1999-06-01T00:00:00Z"), firstDay, 100).block(LIMIT);
        JsonNode forgotten = of(article, period).json();
        assertThat(forgotten.get("views").asLong()).isZero();
        assertThat(forgotten.get("sources")).isEmpty();
        assertThat(of(article).json().get("views").asLong()).isEqualTo(1);

        api.delete("/api/articles/" + article + "/publication", author, "If-Match", "*");
        assertThat(api.delete("/api/drafts/" + article, author, "If-Match", "*").status())
                .isEqualTo(204);
        assertThat(of(article).status()).isEqualTo(404);
    }

    @Test
    void othersArticlesAreNoBusinessOfAnAuthor() {
        UUID theirs = api.published(Staff.author(), "Theirs").id();
        assertThat(of(theirs).status()).isEqualTo(403);
        assertThat(api.get("/api/statistics/articles/" + theirs, Staff.editor()).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "from=yesterday",
                "to=2026-02-30",
                "from=2026-02-02&to=2026-02-01",
                "from=2024-01-01&to=2026-02-01",
                "format=xls",
                "limit=0",
                "after=x"
            })
    void whatIsNoPeriodIsRefused(String query) {
        assertThat(api.get("/api/statistics/articles?" + query, Staff.editor()).status())
                .isEqualTo(400);
    }

    @Test
    void aFormThatThereIsNotIsNotAcceptable() {
        assertThat(api.get("/api/statistics/articles", Staff.editor(), "Accept", "text/html")
                        .status())
                .isEqualTo(406);
        assertThat(api.get("/api/most-read?days=2").status()).isEqualTo(400);
        assertThat(api.get("/api/most-read?lang=%3Cb%3E").status()).isEqualTo(400);
    }
}
