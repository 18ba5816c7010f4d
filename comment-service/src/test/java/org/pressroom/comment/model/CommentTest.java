package org.pressroom.comment.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pressroom.common.events.CommentModerated;
import org.pressroom.common.events.CommentState;
import org.pressroom.common.events.EventType;
import org.pressroom.common.outbox.OutboxEvent;
import org.pressroom.common.usecase.Refusal;
import org.pressroom.common.usecase.RefusedException;

/** Every state and all that may happen to it. */
class CommentTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final Instant TOO_LATE = NOW.plus(Duration.ofMinutes(15));
    private static final UUID ID = UUID.fromString("01900000-0000-7000-8000-000000000001");
    private static final UUID ARTICLE = UUID.fromString("01900000-0000-7000-8000-000000000002");
    private static final UUID PARENT = UUID.fromString("01900000-0000-7000-8000-000000000003");

    /** All states, as they may be found. */
    enum State {
        PENDING,
        APPROVED,
        APPROVED_WITH_EDIT,
        HELD,
        REJECTED,
        DELETED;

        Comment comment() {
            return comment(0);
        }

        Comment comment(int replies) {
            Entry entry = new Entry(ID, ARTICLE, PARENT, 7, isApproved() || replies > 0, replies, TOO_LATE);
            return switch (this) {
                case PENDING -> new Comment.Pending(entry);
                case APPROVED -> new Comment.Approved(entry);
                case APPROVED_WITH_EDIT -> new Comment.ApprovedWithEdit(entry);
                case HELD -> new Comment.Held(entry);
                case REJECTED -> new Comment.Rejected(entry);
                case DELETED -> new Comment.Deleted(entry);
            };
        }

        boolean isApproved() {
            return this == APPROVED || this == APPROVED_WITH_EDIT;
        }

        boolean isUnjudged() {
            return this == PENDING || this == APPROVED_WITH_EDIT;
        }
    }

    @Test
    void aNewCommentWaitsUnseen() {
        Written written = Comment.submit(ID, ARTICLE, PARENT, NOW, TOO_LATE);

        assertThat(written.comment())
                .isEqualTo(new Comment.Pending(new Entry(ID, ARTICLE, PARENT, 1, false, 0, TOO_LATE)));
        assertThat(written.events()).containsExactly(state(EventType.COMMENT_SUBMITTED, 1, CommentStatus.PENDING));
    }

    @Test
    void allStatesAreWalked() {
        Set<Class<?>> walked = Stream.of(State.values())
                .map(state -> state.comment().getClass())
                .collect(Collectors.toSet());

        assertThat(walked)
                .isEqualTo(Stream.of(Comment.class, Comment.Unjudged.class)
                        .flatMap(type -> Stream.of(type.getPermittedSubclasses()))
                        .filter(Class::isRecord)
                        .collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @EnumSource
    void anEditIsTheNextVersionAndWaits(State state) {
        switch (state) {
            case PENDING, HELD -> {
                Written written = state.comment().edit(NOW);
                assertThat(written.comment()).isInstanceOf(Comment.Pending.class);
                assertThat(written.isBesideTheOld()).isFalse();
                assertThat(written.events()).containsExactly(state(EventType.COMMENT_EDITED, 8, CommentStatus.PENDING));
            }
            case APPROVED, APPROVED_WITH_EDIT -> {
                Written written = state.comment().edit(NOW);
                assertThat(written.comment()).isInstanceOf(Comment.ApprovedWithEdit.class);
                assertThat(written.isBesideTheOld()).isTrue();
                assertThat(written.comment().entry().listed()).isTrue();
                assertThat(written.events())
                        .containsExactly(state(EventType.COMMENT_EDITED, 8, CommentStatus.APPROVED));
            }
            case REJECTED -> assertRefused(() -> state.comment().edit(NOW), Refusal.Conflict.class);
            case DELETED -> assertRefused(() -> state.comment().edit(NOW), Refusal.NotFound.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anEditIsRefusedWhenItIsTooLate(State state) {
        assertRefused(
                () -> state.comment().edit(TOO_LATE),
                state == State.DELETED ? Refusal.NotFound.class : Refusal.Conflict.class);
    }

    @ParameterizedTest
    @EnumSource
    void whatItsAuthorTakesBackIsGone(State state) {
        if (state == State.DELETED) {
            assertRefused(() -> state.comment().delete(NOW), Refusal.NotFound.class);
            return;
        }
        Settled settled = state.comment().delete(NOW);

        assertThat(settled.comment())
                .isEqualTo(new Comment.Deleted(new Entry(ID, ARTICLE, PARENT, 8, false, 0, TOO_LATE)));
        assertThat(settled.decision()).isNull();
        assertThat(settled.events()).containsExactly(state(EventType.COMMENT_REMOVED, 8, CommentStatus.DELETED));
        assertThat(settled.approved()).isEqualTo(state.isApproved() ? -1 : 0);
        assertRefused(() -> state.comment().delete(TOO_LATE), Refusal.Conflict.class);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsGoneIsListedAsLongAsItHasReplies(State state) {
        if (state != State.DELETED) {
            assertThat(state.comment(2).delete(NOW).comment().entry().listed()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void rulesJudgeWhatIsUnjudgedAndNothingElse(State state) {
        assertThat(state.comment() instanceof Comment.Unjudged).isEqualTo(state.isUnjudged());
        if (state.comment() instanceof Comment.Unjudged unjudged) {
            for (Decision decision : Decision.values()) {
                assertSettled(unjudged.judge(byRules(decision)), state, decision);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aModeratorDecidesOnAllThatIsThere(State state) {
        for (Decision decision : Decision.values()) {
            Optional<Settled> settled = state.comment().decide(byModerator(decision), Optional.empty());
            if (state == State.DELETED) {
                assertThat(settled).isEmpty();
            } else if (state.isUnjudged()
                    || state.comment().status() != decision.status()
                    || decision == Decision.SPAM) {
                assertSettled(settled.orElseThrow(), state, decision);
            } else {
                assertThat(settled).isEmpty();
            }
        }
    }

    @Test
    void onlyByTheLastDecisionIsSpamToldFromWhatElseWasRejected() {
        Comment rejected = State.REJECTED.comment();

        assertThat(rejected.decide(byModerator(Decision.SPAM), Optional.of(Decision.SPAM)))
                .isEmpty();
        assertThat(rejected.decide(byModerator(Decision.REJECT), Optional.of(Decision.SPAM)))
                .isPresent();
        assertThat(rejected.decide(byModerator(Decision.REJECT), Optional.of(Decision.REJECT)))
                .isEmpty();
    }

    private static void assertSettled(Settled settled, State before, Decision decision) {
        assertThat(settled.comment().status()).isEqualTo(decision.status());
        assertThat(settled.comment()).isNotInstanceOf(Comment.Unjudged.class);
        assertThat(settled.comment().version()).isEqualTo(8);
        assertThat(settled.comment().entry().listed()).isEqualTo(decision == Decision.APPROVE);
        assertThat(settled.approved())
                .isEqualTo((decision == Decision.APPROVE ? 1 : 0) - (before.isApproved() ? 1 : 0));
        assertThat(settled.events()).hasSize(2);
        assertThat(settled.events().get(0).type()).isEqualTo(EventType.COMMENT_MODERATED);
        assertThat(settled.events().get(0).data()).isInstanceOfSatisfying(CommentModerated.class, moderated -> {
            assertThat(moderated.version()).isEqualTo(8);
            assertThat(moderated.decision()).isEqualTo(decision.wireName());
            assertThat(moderated.reasons()).doesNotContain("a sentence");
        });
        EventType outcome =
                switch (decision) {
                    case APPROVE -> EventType.COMMENT_APPROVED;
                    case HOLD -> EventType.COMMENT_HELD;
                    case REJECT, SPAM -> EventType.COMMENT_REJECTED;
                };
        assertThat(settled.events().get(1)).isEqualTo(state(outcome, 8, decision.status()));
    }

    private static ModerationDecision byRules(Decision decision) {
        return new ModerationDecision(
                decision, 0.5, List.of(new ModerationDecision.Reason("links", "a sentence")), null, NOW);
    }

    private static ModerationDecision byModerator(Decision decision) {
        return ModerationDecision.byModerator(
                decision, new ModerationDecision.Moderator(UUID.randomUUID(), "Mona", "a sentence"), NOW);
    }

    private static OutboxEvent state(EventType type, long version, CommentStatus status) {
        return new OutboxEvent(
                type, ARTICLE, ID, new CommentState(ID, ARTICLE, PARENT, version, status.wireName(), NOW));
    }

    private static void assertRefused(ThrowingCallable action, Class<?> refusal) {
        assertThatThrownBy(action)
                .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.refusal())
                        .isInstanceOf(refusal));
    }
}
