package org.pressroom.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * As many published articles as there may be, written into the database as the program itself would have: of words as often
 * as those of languages are (a few in nearly all of them, most in a few), in 40 categories of which one has three in ten, with
 * three of 50,000 tags each, in six languages, by 20 authors, over ten years. The same numbers make the same articles.
 */
final class ManyArticles {

    static final int CATEGORIES = 40;
    static final int TAGS = 50_000;
    private static final List<String> LANGUAGES = List.of("en", "de", "fr", "es", "hi", "ar");
    private static final int AUTHORS = 20;
    private static final int WORDS = 60_000;

    /** The larger, the more of all words are few. */
    private static final double SLOPE = 4;

    private static final int TITLE = 6;
    private static final int SUMMARY = 15;
    private static final int BODY = 180;
    private static final double IN_THE_LARGEST = 0.3;
    private static final int TAGS_OF_EACH = 3;

    /** That so few have. */
    private static final int RARE_TAG = TAGS - 1;

    private static final int WITH_THE_RARE_TAG = 3;

    private static final Instant LAST = Instant.parse("2026-11-01T00:00:00Z");
    private static final Duration ALTOGETHER = Duration.ofDays(3_650);
    private static final int ROWS_AT_ONCE = 5_000;

    private final Connection database;
    private final int all;
    private final List<String> words =
            IntStream.range(0, WORDS).mapToObj(ManyArticles::word).toList();

    /** @param all how many there are to be in the end */
    ManyArticles(Connection database, int all) {
        this.database = database;
        this.all = all;
    }

    /** Its place among all words, the most frequent first. */
    String wordAt(int place) {
        return words.get(place);
    }

    static String rareTag() {
        return tagSlug(RARE_TAG);
    }

    static String largestCategory() {
        return categorySlug(0);
    }

    static String categorySlug(int number) {
        return "section-" + number;
    }

    private static String tagSlug(int number) {
        return "topic-" + number;
    }

    static String slug(int number) {
        return "many-" + number;
    }

    private static UUID id(int kind, int number) {
        return new UUID(0x019a_0000_0000_7000L + kind, 0x8000_0000_0000_0000L + number);
    }

    private static String word(int number) {
        StringBuilder word = new StringBuilder();
        int rest = number;
        for (int syllable = 0; syllable < 3; syllable++) {
            word.append("bdfghklmnprstv".charAt(rest % 14));
            rest /= 14;
            word.append("aeiou".charAt(rest % 5));
            rest /= 5;
        }
        return word.append('k').toString();
    }

    /** What articles are sorted by, once. */
    void prepare() throws SQLException {
        execute("SET session_replication_role = replica");
        execute(
                "INSERT INTO author (account_id, version, slug, name) SELECT ('019a0000-0000-7001-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 1, 'writer-' || n, 'Writer ' || n FROM generate_series(0, "
                        + (AUTHORS - 1) + ") AS n");
        execute(
                "INSERT INTO category (id, slug, name) SELECT ('019a0000-0000-7002-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'section-' || n, 'Section ' || n FROM generate_series(0, "
                        + (CATEGORIES - 1) + ") AS n");
        execute(
                "INSERT INTO tag (id, slug, name) SELECT ('019a0000-0000-7003-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'topic-' || n, 'Topic ' || n FROM generate_series(0, "
                        + (TAGS - 1) + ") AS n");
    }

    /** Adds those of these numbers, and counts them. */
    void add(int from, int to) throws SQLException, IOException {
        for (int first = from; first < to; first += ROWS_AT_ONCE) {
            add(IntStream.range(first, Math.min(to, first + ROWS_AT_ONCE))
                    .mapToObj(this::article)
                    .toList());
        }
        execute("UPDATE author SET article_count = (SELECT count(*) FROM article WHERE author_id = account_id)");
        execute(
                "UPDATE category SET article_count = counted.n FROM (SELECT category_id, count(*) AS n FROM article GROUP BY 1)"
                        + " AS counted WHERE counted.category_id = category.id");
        execute(
                "UPDATE tag SET article_count = counted.n FROM (SELECT tag_id, count(*) AS n FROM article_tag GROUP BY 1)"
                        + " AS counted WHERE counted.tag_id = tag.id");
        execute("VACUUM ANALYZE");
    }

    private record Made(
            UUID id,
            int number,
            int author,
            int category,
            List<Integer> tags,
            String language,
            Instant at,
            String title,
            String summary,
            String body) {}

    private Made article(int number) {
        Random random = new Random(number);
        Instant at = LAST.minus(ALTOGETHER.multipliedBy(all - number).dividedBy(all));
        List<Integer> tags = new ArrayList<>();
        if (number < WITH_THE_RARE_TAG) {
            tags.add(RARE_TAG);
        }
        while (tags.size() < TAGS_OF_EACH) {
            int tag = (int) ((TAGS - 1) * Math.pow(random.nextDouble(), SLOPE));
            if (!tags.contains(tag)) {
                tags.add(tag);
            }
        }
        return new Made(
                new UUID((at.toEpochMilli() << 16) | 0x7000, 0x8000_0000_0000_0000L + number),
                number,
                random.nextInt(AUTHORS),
                random.nextDouble() < IN_THE_LARGEST ? 0 : random.nextInt(CATEGORIES),
                tags,
                LANGUAGES.get(Math.max(0, random.nextInt(10) - 4)),
                at,
                text(random, TITLE),
                text(random, SUMMARY),
                text(random, BODY));
    }

    private String text(Random random, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> words.get((int) (WORDS * Math.pow(random.nextDouble(), SLOPE))))
                .collect(Collectors.joining(" "));
    }

    private void add(List<Made> articles) throws SQLException {
        copy(
                "draft (id, version, author_id, title, slug, body, format, summary, category, tags, comment_policy, created_at,"
                        + " updated_at, public_status, public_version, public_since, language)",
                articles,
                article -> line(
                        article.id(),
                        1,
                        id(1, article.author()),
                        article.title(),
                        slug(article.number()),
                        article.summary(),
                        "markdown",
                        article.summary(),
                        "Section " + article.category(),
                        article.tags().stream()
                                .map(tag -> "\"Topic " + tag + "\"")
                                .collect(Collectors.joining(",", "{", "}")),
                        "open",
                        article.at(),
                        article.at(),
                        "published",
                        1,
                        article.at(),
                        article.language()));
        copy(
                "article (id, version, publication, status, draft_version, author_id, byline_version, slug, title, summary,"
                        + " description, body_html, reading_minutes, category_id, comment_policy, first_published_at, published_at,"
                        + " updated_at, language, notifies)",
                articles,
                article -> line(
                        article.id(),
                        1,
                        1,
                        "published",
                        1,
                        id(1, article.author()),
                        1,
                        slug(article.number()),
                        article.title(),
                        article.summary(),
                        article.summary(),
                        "<p>" + article.body() + "</p>",
                        1,
                        id(2, article.category()),
                        "open",
                        article.at(),
                        article.at(),
                        article.at(),
                        article.language(),
                        true));
        copy(
                "slug (slug, article_id, was_public)",
                articles,
                article -> line(slug(article.number()), article.id(), true));
        copy("figure (article_id)", articles, article -> line(article.id()));
        copy(
                "article_tag (article_id, position, tag_id, published_at, author_id, category_id, language)",
                articles,
                article -> IntStream.range(0, TAGS_OF_EACH)
                        .mapToObj(place -> line(
                                article.id(),
                                place,
                                id(3, article.tags().get(place)),
                                article.at(),
                                id(1, article.author()),
                                id(2, article.category()),
                                article.language()))
                        .collect(Collectors.joining()));
        copy("search_due (article_id)", articles, article -> line(article.id()));
    }

    private interface Row {
        String of(Made article);
    }

    private void copy(String table, List<Made> articles, Row row) throws SQLException {
        CopyIn copy = database.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY " + table + " FROM STDIN");
        for (Made article : articles) {
            byte[] line = row.of(article).getBytes(StandardCharsets.UTF_8);
            copy.writeToCopy(line, 0, line.length);
        }
        copy.endCopy();
    }

    private static String line(Object... columns) {
        return List.of(columns).stream().map(Object::toString).collect(Collectors.joining("\t", "", "\n"));
    }

    /** How many are still to be taken into the search. */
    long unsearched() throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM search_due")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private void execute(String statement) throws SQLException {
        try (Statement executed = database.createStatement()) {
            executed.execute(statement);
        }
    }
}
