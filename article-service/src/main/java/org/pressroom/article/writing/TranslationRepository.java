package org.pressroom.article.writing;

import io.r2dbc.spi.Readable;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.article.site.SiteProperties;
import org.pressroom.common.database.Columns;
import org.pressroom.common.usecase.Actor;
import org.pressroom.common.usecase.RefusedException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Which articles are one another's translations: those that name the same article as the one that was there first, and that
 * one itself. Each language is among them once.
 */
@Component
class TranslationRepository {

    private final DatabaseClient database;
    private final SiteProperties site;

    TranslationRepository(DatabaseClient database, SiteProperties site) {
        this.database = database;
        this.site = site;
    }

    /**
     * One of the translations of an article.
     *
     * @param status what readers see of it
     */
    record Translation(UUID id, String language, String slug, String title, PublicationStatus status) {}

    /**
     * What a writer says, with the language that is meant where none is said, and with the article that was there first in
     * place of any of its translations. Needs the transaction that writes it.
     *
     * @param current what the draft is the translation of so far; null for nothing
     */
    Mono<DraftContent> settled(UUID id, Actor actor, DraftContent content, @Nullable UUID current) {
        String language = content.language() == null ? site.language() : content.language();
        UUID original = content.translationOf();
        Mono<UUID> first = original == null || original.equals(id)
                ? Mono.just(id)
                : original.equals(current) ? Mono.just(original) : first(id, original, actor);
        return first.delayUntil(found -> requireFree(id, found, language))
                .map(found -> content.in(language, found.equals(id) ? null : found));
    }

    /** Refused as invalid where somebody else took the language in the same moment. */
    static <T> Mono<T> orTaken(Mono<T> written) {
        return written.onErrorMap(DuplicateKeyException.class, taken -> taken());
    }

    /** The other translations of an article, by their languages. */
    Flux<Translation> others(UUID id) {
        // draft_pkey, draft_translations, article_pkey
        return database.sql("""
                        SELECT d.id, d.language, d.slug, d.title, d.public_status
                        FROM draft own
                        JOIN draft d ON coalesce(d.translation_of, d.id) = coalesce(own.translation_of, own.id)
                        WHERE own.id = :id AND d.id <> own.id
                        ORDER BY d.language
                        """)
                .bind("id", id)
                .map(TranslationRepository::translation)
                .all();
    }

    /** The one that was there first, of an article that whoever writes may touch; it stays until the transaction ends. */
    private Mono<UUID> first(UUID id, UUID original, Actor actor) {
        // draft_pkey, draft_translations
        return database.sql("""
                        SELECT author_id || coauthor_ids AS author_ids, coalesce(translation_of, id) AS first,
                            EXISTS (SELECT FROM draft own WHERE coalesce(own.translation_of, own.id) = :id
                                AND own.id <> :id) AS has_own
                        FROM draft WHERE id = :original
                        FOR SHARE
                        """)
                .bind("id", id)
                .bind("original", original)
                .map(row -> {
                    ArticleAccess.requireAccess(actor, Columns.uuids(row, "author_ids"));
                    if (Columns.flag(row, "has_own")) {
                        throw RefusedException.invalid(
                                "translationOf", "cannot be said where there are translations of it");
                    }
                    return Columns.uuid(row, "first");
                })
                .one()
                .switchIfEmpty(Mono.error(() -> RefusedException.invalid("translationOf", "must be an article")));
    }

    private Mono<Void> requireFree(UUID id, UUID first, String language) {
        // draft_translations
        return database.sql("""
                        SELECT EXISTS (SELECT FROM draft
                            WHERE coalesce(translation_of, id) = :first AND language = :language AND id <> :id)
                        """)
                .bind("first", first)
                .bind("language", language)
                .bind("id", id)
                .mapValue(Boolean.class)
                .one()
                .flatMap(taken -> taken ? Mono.error(taken()) : Mono.empty());
    }

    private static RefusedException taken() {
        return RefusedException.invalid("language", "is that of another of its translations");
    }

    private static Translation translation(Readable row) {
        return new Translation(
                Columns.uuid(row, "id"),
                Columns.text(row, "language"),
                Columns.text(row, "slug"),
                Columns.text(row, "title"),
                PublicationStatus.valueOf(Columns.text(row, "public_status").toUpperCase(Locale.ROOT)));
    }
}
