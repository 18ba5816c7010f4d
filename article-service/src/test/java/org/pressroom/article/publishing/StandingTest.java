package org.pressroom.article.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.pressroom.article.bylines.Author;
import org.pressroom.article.typesetting.Setting;
import org.pressroom.article.writing.CommentPolicy;
import org.pressroom.common.events.EventType;

class StandingTest {

    private static final Instant MORNING = Instant.parse("2026-03-01T08:00:00Z");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant EVENING = Instant.parse("2026-03-01T20:00:00Z");

    private final UUID id = UUID.randomUUID();
    private final Author author = new Author(UUID.randomUUID(), 1, "ida", "Ida");

    @Test
    void theFirstPublicationStartsCounting() {
        Change change = new Standing.NeverPublished(id).publish(edition("a"), author, MORNING, false);
        assertThat(change.event()).isEqualTo(EventType.ARTICLE_PUBLISHED);
        assertThat(change.showing())
                .isEqualTo(new Showing(id, 1, 1, edition("a"), author, MORNING, MORNING, MORNING, false));
        assertThat(change.state().notifies()).isFalse();
    }

    @Test
    void aRevisionKeepsItsPublicationAndItsPlace() {
        Change change = published().publish(edition("b"), author, NOON, true);
        assertThat(change.event()).isEqualTo(EventType.ARTICLE_REVISED);
        assertThat(change.showing())
                .isEqualTo(new Showing(id, 2, 1, edition("b"), author, MORNING, MORNING, NOON, false));
    }

    @Test
    void withdrawingIsAChangeOfItsOwn() {
        Change change = published().withdraw();
        assertThat(change.event()).isEqualTo(EventType.ARTICLE_UNPUBLISHED);
        assertThat(change.state().status()).isEqualTo("unpublished");
        assertThat(change.showing().version()).isEqualTo(2);
        assertThat(change.showing().updatedAt()).isEqualTo(MORNING);
    }

    @Test
    void publishingAgainAfterAWithdrawalIsANewPublication() {
        Change change =
                new Standing.Withdrawn(published().withdraw().showing()).publish(edition("c"), author, EVENING, true);
        assertThat(change.event()).isEqualTo(EventType.ARTICLE_PUBLISHED);
        assertThat(change.showing())
                .isEqualTo(new Showing(id, 3, 2, edition("c"), author, MORNING, EVENING, EVENING, true));
    }

    @Test
    void removingIsTheLastVersion() {
        Change change = new Standing.Withdrawn(published().withdraw().showing()).remove();
        assertThat(change.event()).isEqualTo(EventType.ARTICLE_REMOVED);
        assertThat(change.state().status()).isEqualTo("removed");
        assertThat(change.state().version()).isEqualTo(3);
    }

    private Standing.Published published() {
        return new Standing.Published(
                new Standing.NeverPublished(id)
                        .publish(edition("a"), author, MORNING, false)
                        .showing(),
                1);
    }

    private static Edition edition(String title) {
        return new Edition(
                "slug", title, null, new Setting("<p>a</p>", "a", 1, true), null, List.of(), CommentPolicy.OPEN, null);
    }
}
