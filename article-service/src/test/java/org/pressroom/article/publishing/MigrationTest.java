package org.pressroom.article.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.pressroom.testkit.Migrations;
import org.pressroom.testkit.Servers;

/** What was there before the tables changed. */
class MigrationTest {

    private static final String AUTHOR = "00000000-0000-7000-8000-000000000001";
    private static final String CATEGORY = "00000000-0000-7000-8000-000000000002";
    private static final String TAG = "00000000-0000-7000-8000-000000000003";

    private final Servers.Database database = Servers.running().newDatabase();

    @Test
    void tagsOfPublishedArticlesKnowWhoseTheyAre() throws SQLException {
        Migrations.common(database, Migrations.LATEST);
        Migrations.program(database, "5");
        try (Connection connection = database.open();
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO author (account_id, version, slug, name) VALUES ('%s', 1, 'ada', 'Ada')"
                    .formatted(AUTHOR));
            statement.execute(
                    "INSERT INTO category (id, slug, name) VALUES ('%s', 'news', 'News')".formatted(CATEGORY));
            statement.execute("INSERT INTO tag (id, slug, name) VALUES ('%s', 'tag', 'Tag')".formatted(TAG));
            statement.execute("""
                    WITH articles AS (
                        SELECT gen_random_uuid() AS id, status, category_id
                        FROM (VALUES ('published', '%2$s'::uuid), ('published', NULL), ('unpublished', NULL))
                            AS n (status, category_id)),
                    drafts AS (
                        INSERT INTO draft (id, version, author_id, title, slug, body, format, tags, comment_policy,
                                           created_at, updated_at)
                        SELECT id, 1, '%1$s', 'Title', id::text, 'Text', 'markdown', '{Tag}', 'open', now(), now()
                        FROM articles),
                    shown AS (
                        INSERT INTO article (id, version, publication, status, draft_version, author_id, byline_version,
                                             slug, title, description, body_html, reading_minutes, category_id,
                                             comment_policy, first_published_at, published_at, updated_at, notifies)
                        SELECT id, 1, 1, status, 1, '%1$s', 1, id::text, 'Title', '', '<p>Text</p>', 1, category_id,
                               'open', now(), now(), now(), true
                        FROM articles)
                    INSERT INTO article_tag (article_id, position, tag_id, published_at)
                    SELECT id, 1, '%3$s', CASE status WHEN 'published' THEN now() END FROM articles
                    """.formatted(AUTHOR, CATEGORY, TAG));
        }

        Migrations.program(database, Migrations.LATEST);

        assertThat(database.rows("""
                        SELECT (published_at IS NOT NULL) || ' ' || coalesce(author_id::text, '-') || ' '
                            || coalesce(category_id::text, '-')
                        FROM article_tag ORDER BY 1
                        """))
                .containsExactly("false - -", "true " + AUTHOR + " -", "true " + AUTHOR + " " + CATEGORY);
    }
}
