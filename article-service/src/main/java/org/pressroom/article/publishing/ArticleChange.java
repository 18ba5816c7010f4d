package org.pressroom.article.publishing;

import java.time.Instant;
import java.util.Locale;
import org.pressroom.article.authors.Author;
import org.pressroom.article.taxonomy.Term;
import org.pressroom.common.PlainJava;
import org.pressroom.common.events.ArticleState;
import org.pressroom.common.events.EventType;

/**
 * Something that happened to what readers see, for others to hear of.
 *
 * @param status as {@link ArticleState} has it
 * @param article what they see now, or saw last
 */
@PlainJava
record ArticleChange(EventType event, String status, PublishedArticle article) {

    static ArticleChange published(PublishedArticle article) {
        return new ArticleChange(EventType.ARTICLE_PUBLISHED, ArticleState.PUBLISHED, article);
    }

    static ArticleChange revised(PublishedArticle article) {
        return new ArticleChange(EventType.ARTICLE_REVISED, ArticleState.PUBLISHED, article);
    }

    static ArticleChange unpublished(PublishedArticle article) {
        return new ArticleChange(EventType.ARTICLE_UNPUBLISHED, ArticleState.UNPUBLISHED, article);
    }

    static ArticleChange removed(PublishedArticle article) {
        return new ArticleChange(EventType.ARTICLE_REMOVED, ArticleState.REMOVED, article);
    }

    /** The same, with comments closed where the time for them is over by then. */
    ArticleChange asOf(Instant now) {
        return new ArticleChange(event, status, article.asOf(now));
    }

    /** What others are told: the whole public state. */
    ArticleState publicState() {
        ArticleContent content = article.content();
        return new ArticleState(
                article.articleId(),
                article.version(),
                article.publication(),
                status,
                content.slug(),
                content.title(),
                content.summary(),
                byline(article.author()),
                content.category() == null ? null : told(content.category()),
                content.tags().stream().map(ArticleChange::told).toList(),
                content.commentPolicy().name().toLowerCase(Locale.ROOT),
                content.cover() == null ? null : content.cover().url(),
                article.firstPublishedAt(),
                article.publishedAt(),
                article.updatedAt(),
                article.notifies(),
                content.kind().name().toLowerCase(Locale.ROOT),
                content.cover() == null ? null : content.cover().alt(),
                content.visibility().name().toLowerCase(Locale.ROOT),
                content.language(),
                content.translationOf(),
                article.authors().stream().map(ArticleChange::byline).toList());
    }

    private static ArticleState.Author byline(Author author) {
        return new ArticleState.Author(author.accountId(), author.slug(), author.name());
    }

    private static ArticleState.Term told(Term term) {
        return new ArticleState.Term(term.slug(), term.name(), term.formerSlugs(), term.above());
    }
}
