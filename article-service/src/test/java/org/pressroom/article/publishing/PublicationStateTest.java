package org.pressroom.article.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.pressroom.article.access.Visibility;
import org.pressroom.article.authors.Author;
import org.pressroom.article.rendering.RenderedBody;
import org.pressroom.article.writing.ArticleKind;
import org.pressroom.article.writing.CommentPolicy;
import org.pressroom.article.writing.Seo;
import org.pressroom.common.events.ArticleState;
import org.pressroom.common.events.EventType;

class PublicationStateTest {

    private static final Instant MORNING = Instant.parse("2026-03-01T08:00:00Z");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant EVENING = Instant.parse("2026-03-01T20:00:00Z");

    private final UUID id = UUID.randomUUID();
    private final List<Author> authors =
            List.of(new Author(UUID.randomUUID(), 1, "ida", "Ida"), new Author(UUID.randomUUID(), 4, "bo", "Bo"));

    @Test
    void theFirstPublicationStartsCounting() {
        ArticleChange change =
                new PublicationState.NeverPublished(id).publish(content("a"), authors, at(MORNING), false);
        assertThat(change.event()).isEqualTo(EventType.ARTICLE_PUBLISHED);
        assertThat(change.article())
                .isEqualTo(new PublishedArticle(id, 1, 1, content("a"), authors, MORNING, MORNING, MORNING, false));
        assertThat(change.publicState().notifies()).isFalse();
        assertThat(change.publicState().author().slug()).isEqualTo("ida");
        assertThat(change.publicState().byline())
                .extracting(ArticleState.Author::name)
                .containsExactly("Ida", "Bo");
    }

    @Test
    void aRevisionKeepsItsPublicationAndItsPlace() {
        ArticleChange change = published().publish(content("b"), authors, at(NOON), true);
        assertThat(change.event()).isEqualTo(EventType.ARTICLE_REVISED);
        assertThat(change.article())
                .isEqualTo(new PublishedArticle(id, 2, 1, content("b"), authors, MORNING, MORNING, NOON, false));
    }

    @Test
    void whatIsDatedAnewHasItsPlaceAmongThoseOfThatTime() {
        ArticleChange change = published()
                .publish(content("b"), authors, new PublicationState.When(NOON, MORNING.minusSeconds(1)), null);
        assertThat(change.event()).isEqualTo(EventType.ARTICLE_REVISED);
        assertThat(change.article())
                .isEqualTo(new PublishedArticle(
                        id,
                        2,
                        1,
                        content("b"),
                        authors,
                        MORNING.minusSeconds(1),
                        MORNING.minusSeconds(1),
                        NOON,
                        false));
    }

    @Test
    void subscribersHearOfItOnceUnlessMoreIsSaid() {
        PublicationState never = new PublicationState.NeverPublished(id);
        PublicationState unpublished =
                new PublicationState.Unpublished(published().unpublish().article());
        assertThat(never.publish(content("a"), authors, at(NOON), null)
                        .article()
                        .notifies())
                .isTrue();
        assertThat(unpublished
                        .publish(content("a"), authors, at(NOON), null)
                        .article()
                        .notifies())
                .isFalse();
    }

    @Test
    void unpublishingIsAChangeOfItsOwn() {
        ArticleChange change = published().unpublish();
        assertThat(change.event()).isEqualTo(EventType.ARTICLE_UNPUBLISHED);
        assertThat(change.publicState().status()).isEqualTo("unpublished");
        assertThat(change.article().version()).isEqualTo(2);
        assertThat(change.article().updatedAt()).isEqualTo(MORNING);
    }

    @Test
    void publishingAgainAfterAWithdrawalIsANewPublication() {
        ArticleChange change = new PublicationState.Unpublished(
                        published().unpublish().article())
                .publish(content("c"), authors, at(EVENING), true);
        assertThat(change.event()).isEqualTo(EventType.ARTICLE_PUBLISHED);
        assertThat(change.article())
                .isEqualTo(new PublishedArticle(id, 3, 2, content("c"), authors, MORNING, EVENING, EVENING, true));
    }

    @Test
    void removingIsTheLastVersion() {
        ArticleChange change =
                new PublicationState.Unpublished(published().unpublish().article()).remove();
        assertThat(change.event()).isEqualTo(EventType.ARTICLE_REMOVED);
        assertThat(change.publicState().status()).isEqualTo("removed");
        assertThat(change.publicState().version()).isEqualTo(3);
    }

    private PublicationState.Published published() {
        return new PublicationState.Published(
                new PublicationState.NeverPublished(id)
                        .publish(content("a"), authors, at(MORNING), false)
                        .article(),
                1);
    }

    private static PublicationState.When at(Instant moment) {
        return new PublicationState.When(moment, null);
    }

    private static ArticleContent content(String title) {
        return content(title, ArticleKind.ARTICLE);
    }

    private static ArticleContent content(String title, ArticleKind kind) {
        return new ArticleContent(
                "slug",
                title,
                null,
                new RenderedBody("<p>a</p>", "a", 1, true),
                null,
                List.of(),
                CommentPolicy.OPEN,
                null,
                null,
                kind,
                null,
                Seo.NONE,
                Visibility.PUBLIC,
                null,
                "en",
                null);
    }
}
