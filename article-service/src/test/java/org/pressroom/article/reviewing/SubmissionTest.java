package org.pressroom.article.reviewing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.pressroom.article.writing.ReviewStatus;
import org.pressroom.common.events.EventType;
import org.pressroom.common.events.SubmissionState;
import org.pressroom.common.usecase.RefusedException;

class SubmissionTest {

    private static final UUID ARTICLE = UUID.randomUUID();
    private static final UUID AUTHOR = UUID.randomUUID();
    private static final UUID EDITOR = UUID.randomUUID();
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(60);

    private static Submission.Submitted handedIn() {
        SubmissionChange change = new Submission.NeverSubmitted().submit(AUTHOR, NOW, "Please look");
        return (Submission.Submitted) change.next();
    }

    @Test
    void theFirstStepIsForEditorsAlone() {
        SubmissionChange change = new Submission.NeverSubmitted().submit(AUTHOR, NOW, null);
        assertThat(change.event()).isEqualTo(EventType.DRAFT_SUBMITTED);
        SubmissionState state = change.state(ARTICLE, List.of(AUTHOR));
        assertThat(state.version()).isEqualTo(1);
        assertThat(state.status()).isEqualTo("submitted");
        assertThat(state.actorId()).isEqualTo(AUTHOR);
        assertThat(state.concernedIds()).isEmpty();
    }

    @Test
    void whatIsSentBackConcernsWhoWroteItAndCanBeHandedInAgain() {
        SubmissionChange change = handedIn().giveBack(EDITOR, LATER, "The end is missing");
        assertThat(change.event()).isEqualTo(EventType.DRAFT_RETURNED);
        assertThat(change.next().answer()).isEqualTo("The end is missing");
        assertThat(change.next().submitted().message()).isEqualTo("Please look");
        assertThat(change.state(ARTICLE, List.of(AUTHOR)).concernedIds()).containsExactly(AUTHOR);
        assertThat(change.next()).isInstanceOf(Submission.Open.class);
        SubmissionChange again = ((Submission.Open) change.next()).submit(AUTHOR, LATER, null);
        assertThat(again.next().version()).isEqualTo(3);
        assertThat(again.next().answer()).isNull();
    }

    @Test
    void whoDidItIsNotToldOfIt() {
        SubmissionChange byAnEditor = new Submission.NeverSubmitted().submit(EDITOR, NOW, null);
        Submission.Submitted submitted = (Submission.Submitted) byAnEditor.next();
        assertThat(submitted
                        .publish(EDITOR, LATER)
                        .state(ARTICLE, List.of(AUTHOR))
                        .concernedIds())
                .containsExactly(AUTHOR);
        assertThat(submitted
                        .publish(AUTHOR, LATER)
                        .state(ARTICLE, List.of(AUTHOR))
                        .concernedIds())
                .containsExactly(EDITOR);
    }

    @Test
    void itConcernsEveryAuthor() {
        UUID first = UUID.randomUUID();
        UUID second = UUID.randomUUID();
        SubmissionState state =
                handedIn().giveBack(EDITOR, LATER, "The end is missing").state(ARTICLE, List.of(first, second));
        assertThat(state.authorId()).isEqualTo(first);
        assertThat(state.concernedIds()).containsExactly(first, second, AUTHOR);
    }

    @Test
    void theHouseItselfPublishesToo() {
        SubmissionChange change = handedIn().publish(null, LATER);
        assertThat(change.next().status()).isEqualTo(ReviewStatus.PUBLISHED);
        SubmissionState state = change.state(ARTICLE, List.of(AUTHOR));
        assertThat(state.actorId()).isNull();
        assertThat(state.concernedIds()).containsExactly(AUTHOR);
    }

    @Test
    void whatWaitsCannotBeHandedInAgain() {
        assertThat((Object) handedIn()).isNotInstanceOf(Submission.Open.class);
        assertThat(handedIn().withdraw(AUTHOR, LATER).next()).isInstanceOf(Submission.Open.class);
    }

    @Test
    void aPassageIsKeptWithWhatStoodAroundIt() {
        String text = "a".repeat(60) + "the words" + "z".repeat(60);
        Passage passage = Passage.of(text, "the words", 60, 69);
        assertThat(passage).isEqualTo(new Passage("the words", "a".repeat(40), "z".repeat(40), 60));
        assertThat(passage.end()).isEqualTo(69);
    }

    @Test
    void noCharacterIsCutInTwo() {
        String text = "😀".repeat(30) + "x" + "😀".repeat(30);
        Passage passage = Passage.of("a" + text + "a", "x", 61, 62);
        assertThat(passage.before()).isEqualTo("😀".repeat(20));
        Passage odd = Passage.of(text.replace("x", "xyz"), "y", 61, 62);
        assertThat(odd.before()).isEqualTo("😀".repeat(19) + "x");
        assertThat(odd.after()).isEqualTo("z" + "😀".repeat(19));
    }

    @Test
    void aPassageThatIsNotThereIsRefused() {
        for (int[] place : new int[][] {{0, 3}, {2, 4}, {-1, 2}, {90, 93}, {1, Integer.MAX_VALUE}}) {
            assertThatThrownBy(() -> Passage.of("abcdef", "bcd", place[0], place[1]))
                    .isInstanceOf(RefusedException.class);
        }
    }
}
