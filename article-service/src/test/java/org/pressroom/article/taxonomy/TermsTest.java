package org.pressroom.article.taxonomy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.text.Normalizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pressroom.article.Api;
import org.pressroom.article.Api.Answer;
import org.pressroom.article.ArticleServiceTest;
import org.pressroom.article.Staff;
import org.pressroom.common.text.Slug;
import org.pressroom.testkit.OwnThread;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.r2dbc.core.DatabaseClient;
import tools.jackson.databind.JsonNode;

@ArticleServiceTest
class TermsTest {

    private final Api api;
    private final DatabaseClient database;
    private final Environment environment;
    private final Staff author = Staff.author();

    /** Behind each name, so that no test meets the terms of another. */
    private final String own = " " + UUID.randomUUID();

    @Autowired
    TermsTest(Api api, DatabaseClient database, Environment environment) {
        this.api = api;
        this.environment = environment;
        this.database = database;
    }

    @ParameterizedTest
    @CsvSource({"权利, 权力", "Año, Ano", "año, ano", "Résumé, Resume", "かい, がい", "C++, C plus plus", "Ёлка, Елка"})
    void namesThatSoundAlikeAreTwoTerms(String one, String other) {
        for (String kind : List.of("tag", "category")) {
            JsonNode first = term(kind, one + own);
            JsonNode second = term(kind, other + own);
            assertThat(first.get("name").asString()).isEqualTo(one + own);
            assertThat(second.get("name").asString()).isEqualTo(other + own);
            assertThat(second.get("slug").asString())
                    .isNotEqualTo(first.get("slug").asString());
            assertThat(term(kind, one + own)).isEqualTo(first);
        }
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '~', textBlock = """
            Straße, STRAẞE
            Σίσυφος, ΣΊΣΥΦΟΣ
            Spring Boot, ~ spring\u00a0  BOOT~
            Spring, Spr\u200bing
            Año, AÑO
            """)
    void spellingsOfOneNameAreOneTerm(String one, String other) {
        for (String kind : List.of("tag", "category")) {
            JsonNode term = term(kind, one + own);
            assertThat(term(kind, other + own)).isEqualTo(term);
            assertThat(term(kind, Normalizer.normalize(one + own, Normalizer.Form.NFD)))
                    .isEqualTo(term);
        }
    }

    @Test
    void oneArticleHasBothOfTwoNewNamesThatShareASlugAndNoNameTwice() {
        Answer published = api.published(
                author, "Both", "tags", List.of("权利" + own, "权力" + own, "权利" + own.toUpperCase(Locale.ROOT)));
        JsonNode tags =
                api.get("/api/articles/" + published.text("slug")).json().get("tags");
        assertThat(tags.valueStream().map(tag -> tag.get("name").asString())).containsExactly("权利" + own, "权力" + own);
        assertThat(tags.valueStream().map(tag -> tag.get("slug").asString())).doesNotHaveDuplicates();
        for (JsonNode tag : tags) {
            assertThat(api.get("/api/articles?tag=" + tag.get("slug").asString())
                            .json()
                            .get("items"))
                    .hasSize(1);
        }
    }

    /**
     * Names whose slug is a name too: each is its own and called as it was given, whichever is there first. Behind them
     * stand letters, so that the slug is nothing but the name's.
     */
    @ParameterizedTest
    @CsvSource({"Москва", "Привет", "权利", "Café", "Año", "C++", "Ελλάδα", "日本", "Naïve 2.0", "O'Reilly", "かな"})
    void theSlugOfATermIsAnotherName(String name) {
        for (String kind : List.of("tag", "category")) {
            for (boolean slugFirst : List.of(false, true)) {
                String written = name + letters();
                String slug = Slug.derive(written).orElseThrow();
                String first = slugFirst ? slug : written;
                String second = slugFirst ? written : slug;
                JsonNode one = term(kind, first);
                JsonNode other = term(kind, second);
                assertThat(one.get("name").asString()).isEqualTo(first);
                assertThat(other.get("name").asString()).isEqualTo(second);
                assertThat(one.get("slug").asString()).isEqualTo(slug);
                assertThat(other.get("slug").asString()).isEqualTo(slug + "-2");
                assertThat(term(kind, first)).isEqualTo(one);
                assertThat(term(kind, second)).isEqualTo(other);
                assertThat(term(kind, slug + "-2").get("name").asString()).isEqualTo(slug + "-2");
            }
        }
    }

    /** The same for what has no letters, and so the slug of its kind. */
    @Test
    void theFallbackOfASlugIsAName() {
        term("tag", "🎊");
        term("category", "🎊");
        for (String word : List.of("tag", "category", "Tag", "Category")) {
            for (String kind : List.of("tag", "category")) {
                assertThat(term(kind, word).get("name").asString()).isEqualToIgnoringCase(word);
            }
        }
    }

    @Test
    void oneArticleHasANameAndItsSlugAsTwoTags() {
        String name = "Köln" + letters();
        String slug = Slug.derive(name).orElseThrow();
        Answer published = api.published(author, "Both", "tags", List.of(name, slug, slug + "-2"));
        assertThat(api.get("/api/articles/" + published.text("slug"))
                        .json()
                        .get("tags")
                        .valueStream()
                        .map(tag -> tag.get("name").asString()))
                .containsExactly(name, slug, slug + "-2");
    }

    /** Pictures that are told apart by what nobody sees. */
    @ParameterizedTest
    @CsvSource({
        "\uD83C\uDFF4\uDB40\uDC67\uDB40\uDC62\uDB40\uDC65\uDB40\uDC6E\uDB40\uDC67\uDB40\uDC7F, \uD83C\uDFF4\uDB40\uDC67\uDB40\uDC62\uDB40\uDC73\uDB40\uDC63\uDB40\uDC74\uDB40\uDC7F",
        "\uD83C\uDFF4\uDB40\uDC67\uDB40\uDC62\uDB40\uDC77\uDB40\uDC6C\uDB40\uDC73\uDB40\uDC7F, \uD83C\uDFF4",
        "\uD83D\uDC69\u200D\uD83D\uDE80, \uD83D\uDC69\uD83D\uDE80",
        "\uD83C\uDFF3\uFE0F\u200D\uD83C\uDF08, \uD83C\uDFF3\uFE0F\uD83C\uDF08"
    })
    void picturesThatDifferAreTwoNames(String one, String other) {
        for (String kind : List.of("tag", "category")) {
            assertThat(term(kind, one).get("name").asString()).isEqualTo(one);
            assertThat(term(kind, other).get("name").asString()).isEqualTo(other);
        }
    }

    /** What cannot be said in an address has one all the same. */
    @ParameterizedTest
    @ValueSource(strings = {"🎉", "???", "—", "♥"})
    void aNameWithoutLettersIsAName(String name) {
        JsonNode tag = term("tag", name);
        assertThat(tag.get("name").asString()).isEqualTo(name);
        assertThat(tag.get("slug").asString()).startsWith("tag");
        assertThat(term("category", name).get("slug").asString()).startsWith("category");
    }

    @Test
    void manyAtOnceWhoNameTheSameAndWhatSoundsTheSameAgree() {
        List<String> names = List.of("Año" + own, "Ano" + own, "ano." + own, "Añó" + own);
        List<CompletableFuture<List<String>>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            List<String> rotated = new ArrayList<>(names);
            Collections.rotate(rotated, i);
            all.add(CompletableFuture.supplyAsync(
                    () -> {
                        Answer published = api.published(author, "At once", "tags", rotated);
                        assertThat(published.status()).isEqualTo(200);
                        return api.get("/api/articles/" + published.text("slug"))
                                .json()
                                .get("tags")
                                .valueStream()
                                .map(tag -> tag.get("name").asString() + " "
                                        + tag.get("slug").asString())
                                .sorted()
                                .toList();
                    },
                    OwnThread.EACH));
        }
        assertThat(all.stream().map(CompletableFuture::join).distinct()).hasSize(1);
    }

    /** Terms from before names told them keep their slugs; where two have one name, the elder has it. */
    @Test
    void theMigrationGivesEachNameToTheEldest() throws Exception {
        String schema = "before_" + UUID.randomUUID().toString().replace("-", "");
        run("CREATE SCHEMA " + schema);
        for (TermKind kind : TermKind.values()) {
            run("CREATE TABLE " + schema + "." + kind.table() + " (id uuid, slug text, name text)");
            run("INSERT INTO " + schema + "." + kind.table()
                    + " VALUES ('00000000-0000-7000-8000-000000000001', 'ano', 'Año'),"
                    + " ('00000000-0000-7000-8000-000000000003', 'hangug', 'STRAẞE'),"
                    + " ('00000000-0000-7000-8000-000000000002', 'strasse', 'Straße')");
        }
        migrate(schema, connection -> new TermsToldByName().migrate(connection));
        for (TermKind kind : TermKind.values()) {
            assertThat(keys(schema, kind)).containsExactly("ano año", "strasse straße", "hangug -");
        }
    }

    private static final String ENGLAND =
            "\uD83C\uDFF4\uDB40\uDC67\uDB40\uDC62\uDB40\uDC65\uDB40\uDC6E\uDB40\uDC67\uDB40\uDC7F";
    private static final String SCOTLAND =
            "\uD83C\uDFF4\uDB40\uDC67\uDB40\uDC62\uDB40\uDC73\uDB40\uDC63\uDB40\uDC74\uDB40\uDC7F";

    /** As terms are where the flags of England and Scotland were one name. */
    @Test
    void theMigrationGivesFlagsNamesOfTheirOwn() throws Exception {
        String schema = "flags_" + UUID.randomUUID().toString().replace("-", "");
        run("CREATE SCHEMA " + schema);
        for (TermKind kind : TermKind.values()) {
            run("CREATE TABLE " + schema + "." + kind.table()
                    + " (id uuid, slug text, name text, name_key text UNIQUE)");
            run("INSERT INTO " + schema + "." + kind.table()
                    + " VALUES ('00000000-0000-7000-8000-000000000001', 'tag', '" + ENGLAND + "', '\uD83C\uDFF4'),"
                    + " ('00000000-0000-7000-8000-000000000002', 'tag-2', '" + SCOTLAND + "', NULL),"
                    + " ('00000000-0000-7000-8000-000000000003', 'tag-3', '" + SCOTLAND + "', NULL),"
                    + " ('00000000-0000-7000-8000-000000000004', 'other', 'Other', 'other')");
        }
        migrate(schema, connection -> new TermsToldByEmoji().migrate(connection));
        for (TermKind kind : TermKind.values()) {
            assertThat(keys(schema, kind))
                    .containsExactly("tag " + ENGLAND, "tag-2 " + SCOTLAND, "tag-3 -", "other other");
        }
    }

    /** As terms are where ß was ss and joiners counted for nothing. Each keeps its slug and its name. */
    @Test
    void theMigrationTellsNamesByTheirLetters() throws Exception {
        String schema = "letters_" + UUID.randomUUID().toString().replace("-", "");
        run("CREATE SCHEMA " + schema);
        for (TermKind kind : TermKind.values()) {
            run("CREATE TABLE " + schema + "." + kind.table()
                    + " (id uuid, slug text, name text, name_key text UNIQUE)");
            run("INSERT INTO " + schema + "." + kind.table()
                    + " VALUES ('00000000-0000-7000-8000-000000000001', 'busse', 'Buße', 'busse'),"
                    + " ('00000000-0000-7000-8000-000000000002', 'busse-2', 'Busse', NULL),"
                    + " ('00000000-0000-7000-8000-000000000003', 'busse-3', 'BUSSE', NULL),"
                    + " ('00000000-0000-7000-8000-000000000004', 'masse', 'MASSE', 'masse'),"
                    + " ('00000000-0000-7000-8000-000000000005', 'masse-2', 'Maße', NULL),"
                    + " ('00000000-0000-7000-8000-000000000006', 'namh', 'نام\u200Cهای', 'نامهای'),"
                    + " ('00000000-0000-7000-8000-000000000007', 'namh-2', 'نامه\u200Cای', NULL),"
                    + " ('00000000-0000-7000-8000-000000000008', 'other', 'Other', 'other')");
        }
        migrate(schema, connection -> new TermsToldByLetter().migrate(connection));
        for (TermKind kind : TermKind.values()) {
            assertThat(keys(schema, kind))
                    .containsExactly(
                            "busse buße",
                            "busse-2 busse",
                            "busse-3 -",
                            "masse masse",
                            "masse-2 maße",
                            "namh نام\u200Cهای",
                            "namh-2 نامه\u200Cای",
                            "other other");
        }
    }

    private interface Migration {
        void migrate(Connection connection) throws SQLException;
    }

    private void migrate(String schema, Migration migration) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                environment.getRequiredProperty("spring.flyway.url"),
                environment.getRequiredProperty("spring.flyway.user"),
                environment.getRequiredProperty("spring.flyway.password"))) {
            connection.setSchema(schema);
            connection.setAutoCommit(false);
            migration.migrate(connection);
            connection.commit();
        }
    }

    private List<String> keys(String schema, TermKind kind) {
        return Objects.requireNonNull(database.sql("SELECT slug || ' ' || coalesce(name_key, '-') AS term FROM "
                        + schema + "." + kind.table() + " ORDER BY id")
                .mapValue(String.class)
                .all()
                .collectList()
                .block(Duration.ofSeconds(20)));
    }

    private void run(String sql) {
        database.sql(sql).then().block(Duration.ofSeconds(20));
    }

    /** Some letters that no other test has. */
    private static String letters() {
        return UUID.randomUUID().toString().replaceAll("[^a-f]", "") + "q"
                + Long.toString(System.nanoTime(), 26).replaceAll("[0-9]", "g");
    }

    /** The term of an article that is published under that name alone. */
    private JsonNode term(String kind, String name) {
        Answer published = kind.equals("tag")
                ? api.published(author, "Any", "tags", List.of(name))
                : api.published(author, "Any", "category", name);
        assertThat(published.status()).isEqualTo(200);
        JsonNode article = api.get("/api/articles/" + URLEncoder.encode(published.text("slug"), StandardCharsets.UTF_8))
                .json();
        return kind.equals("tag") ? article.get("tags").get(0) : article.get("category");
    }
}
