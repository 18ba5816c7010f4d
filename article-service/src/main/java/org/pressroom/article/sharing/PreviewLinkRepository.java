package org.pressroom.article.sharing;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.UUID;
import org.pressroom.common.database.Columns;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The links in the database, one at most for each draft, with which they go. */
@Component
class PreviewLinkRepository {

    private final DatabaseClient database;

    PreviewLinkRepository(DatabaseClient database) {
        this.database = database;
    }

    /** The draft's link; empty where there is none, also where its time is over. */
    Mono<PreviewLink> find(UUID articleId, Instant now) {
        // preview_link_pkey
        return database.sql("""
                        SELECT token, created_at, expires_at FROM preview_link
                        WHERE article_id = :articleId AND expires_at > :now
                        """)
                .bind("articleId", articleId)
                .bind("now", now)
                .map(PreviewLinkRepository::link)
                .one();
    }

    /** Which draft a token leads to, and until when; empty where it leads nowhere any more. */
    Mono<Target> follow(String token, Instant now) {
        // preview_link_token_key
        return database.sql("""
                        SELECT article_id, expires_at FROM preview_link WHERE token = :token AND expires_at > :now
                        """)
                .bind("token", token)
                .bind("now", now)
                .map(row -> new Target(Columns.uuid(row, "article_id"), Columns.instant(row, "expires_at")))
                .one();
    }

    /** Where a link leads, and until when. */
    record Target(UUID articleId, Instant expiresAt) {}

    /** Lets this link stand in place of the one there was; nothing where the draft has gone. */
    Mono<PreviewLink> replace(UUID articleId, PreviewLink link) {
        // preview_link_pkey, draft_pkey
        return database.sql("""
                        INSERT INTO preview_link (article_id, token, created_at, expires_at)
                        SELECT id, :token, :createdAt, :expiresAt FROM draft WHERE id = :articleId FOR KEY SHARE
                        ON CONFLICT (article_id) DO UPDATE SET token = excluded.token,
                            created_at = excluded.created_at, expires_at = excluded.expires_at
                        RETURNING token, created_at, expires_at
                        """)
                .bind("articleId", articleId)
                .bind("token", link.token())
                .bind("createdAt", link.createdAt())
                .bind("expiresAt", link.expiresAt())
                .map(PreviewLinkRepository::link)
                .one();
    }

    Mono<Void> delete(UUID articleId) {
        return database.sql("DELETE FROM preview_link WHERE article_id = :articleId") // preview_link_pkey
                .bind("articleId", articleId)
                .then();
    }

    private static PreviewLink link(Readable row) {
        return new PreviewLink(
                Columns.text(row, "token"), Columns.instant(row, "created_at"), Columns.instant(row, "expires_at"));
    }
}
