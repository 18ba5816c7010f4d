package org.pressroom.article.writing;

import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.pressroom.article.authors.AuthorRepository;
import org.pressroom.common.database.Columns;
import org.pressroom.common.usecase.Actor;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Who has which article open to write in it: one person each, until {@link #LAPSES_AFTER} passed without a word of theirs.
 * That nobody overwrites another's words is up to the draft's version; this is for people to know.
 */
@Component
class EditingRepository {

    /** Three times as long as the desk waits before it says again that somebody is at it. */
    static final Duration LAPSES_AFTER = Duration.ofSeconds(45);

    private static final String HOLDER = """
            SELECT editing.editor_id, editing.since, editing.until, author.slug, author.name
            FROM %s editing JOIN author ON author.account_id = editing.editor_id
            """;

    private final DatabaseClient database;
    private final AuthorRepository authors;
    private final Clock clock;

    EditingRepository(DatabaseClient database, AuthorRepository authors, Clock clock) {
        this.database = database;
        this.authors = authors;
        this.clock = clock;
    }

    /** Who is at it; empty where nobody is. */
    Mono<Editing> find(UUID articleId) {
        // editing_pkey, author_pkey
        return database.sql(HOLDER.formatted("editing") + "WHERE editing.article_id = :articleId AND until > :now")
                .bind("articleId", articleId)
                .bind("now", clock.instant())
                .map(EditingRepository::editing)
                .one();
    }

    /**
     * Says that somebody is at it, for a while.
     *
     * @param takeOver whether also where somebody else is
     * @return who is at it now: somebody else, where that was so and is not taken over
     */
    Mono<Editing> begin(UUID articleId, Actor.Account editor, boolean takeOver) {
        Instant now = clock.instant();
        // editing_pkey, author_pkey
        Mono<Editing> begun = database.sql("""
                        WITH begun AS (
                            INSERT INTO editing AS known (article_id, editor_id, since, until)
                            VALUES (:articleId, :editorId, :now, :until)
                            ON CONFLICT (article_id) DO UPDATE SET
                                editor_id = excluded.editor_id,
                                since = CASE WHEN known.editor_id = excluded.editor_id AND known.until > :now
                                    THEN known.since ELSE excluded.since END,
                                until = excluded.until
                            WHERE known.editor_id = excluded.editor_id OR known.until <= :now OR :takeOver
                            RETURNING editor_id, since, until)
                        """ + HOLDER.formatted("begun"))
                .bind("articleId", articleId)
                .bind("editorId", editor.id())
                .bind("now", now)
                .bind("until", now.plus(LAPSES_AFTER))
                .bind("takeOver", takeOver)
                .map(EditingRepository::editing)
                .one();
        return authors.ensure(editor.id(), editor.slug(), editor.name())
                .then(begun)
                // Who is at it may have ended in this very moment: the next word finds that out.
                .switchIfEmpty(Mono.defer(() -> find(articleId)))
                .repeatWhenEmpty(2, again -> again);
    }

    /** Says that somebody is at it no more; nothing where somebody else is. */
    Mono<Void> end(UUID articleId, UUID editorId) {
        // editing_pkey
        return database.sql("DELETE FROM editing WHERE article_id = :articleId AND editor_id = :editorId")
                .bind("articleId", articleId)
                .bind("editorId", editorId)
                .then();
    }

    private static Editing editing(Readable row) {
        return new Editing(
                Columns.uuid(row, "editor_id"),
                Columns.text(row, "slug"),
                Columns.text(row, "name"),
                Columns.instant(row, "since"),
                Columns.instant(row, "until"));
    }
}
