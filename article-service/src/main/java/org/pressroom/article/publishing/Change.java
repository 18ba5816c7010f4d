package org.pressroom.article.publishing;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.pressroom.article.taxonomy.Term;
import org.pressroom.common.events.ArticleState;
import org.pressroom.common.events.EventType;

/**
 * Something that happened to what readers see, for others to hear of.
 *
 * @param status as {@link ArticleState} has it
 * @param showing what they see now, or saw last
 */
record Change(EventType event, String status, Showing showing) {

    static Change published(Showing showing) {
        return new Change(EventType.ARTICLE_PUBLISHED, ArticleState.PUBLISHED, showing);
    }

    static Change revised(Showing showing) {
        return new Change(EventType.ARTICLE_REVISED, ArticleState.PUBLISHED, showing);
    }

    static Change unpublished(Showing showing) {
        return new Change(EventType.ARTICLE_UNPUBLISHED, ArticleState.UNPUBLISHED, showing);
    }

    static Change removed(Showing showing) {
        return new Change(EventType.ARTICLE_REMOVED, ArticleState.REMOVED, showing);
    }

    /** What others are told: the whole public state. */
    ArticleState state() {
        Edition edition = showing.edition();
        return new ArticleState(
                showing.articleId(),
                showing.version(),
                showing.publication(),
                status,
                edition.slug(),
                edition.title(),
                edition.summary(),
                new ArticleState.Author(
                        showing.author().accountId(),
                        showing.author().slug(),
                        showing.author().name()),
                term(edition.category()),
                edition.tags().stream()
                        .map(tag -> new ArticleState.Term(tag.slug(), tag.name()))
                        .toList(),
                edition.commentPolicy().name().toLowerCase(Locale.ROOT),
                edition.cover(),
                showing.firstPublishedAt(),
                showing.publishedAt(),
                showing.updatedAt(),
                showing.notifies());
    }

    private static ArticleState.@Nullable Term term(@Nullable Term term) {
        return term == null ? null : new ArticleState.Term(term.slug(), term.name());
    }
}
