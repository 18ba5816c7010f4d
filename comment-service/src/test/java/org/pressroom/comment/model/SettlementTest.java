package org.pressroom.comment.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.pressroom.common.events.CommentState;
import org.pressroom.common.events.EventType;
import org.pressroom.common.events.ThreadCounted;

/** What changes of comments do to their thread. */
class SettlementTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final UUID ARTICLE = UUID.randomUUID();
    private static final UUID PARENT = UUID.randomUUID();

    @Test
    void versionsOfAThreadFollowItsChangesOneByOne() {
        Comment.Pending first = new Comment.Pending(entry(null, false, 0));
        Comment.Pending second = new Comment.Pending(entry(null, false, 0));
        Comment.Pending held = new Comment.Pending(entry(null, false, 0));
        Comment.Approved gone = new Comment.Approved(entry(null, true, 0));

        Settlement settlement = locked(first, held, second, gone)
                .settle(List.of(
                        first.judge(decision(Decision.APPROVE)),
                        held.judge(decision(Decision.HOLD)),
                        second.judge(decision(Decision.APPROVE)),
                        gone.delete(NOW)));

        assertThat(settlement.threads()).containsExactly(new CommentThread(ARTICLE, 13, 4));
        assertThat(settlement.effects())
                .extracting(Settlement.Effect::changedVersion)
                .containsExactly(11L, null, 12L, 13L);
        assertThat(settlement.effects())
                .extracting(Settlement.Effect::approvedVersion)
                .containsExactly(11L, null, 12L, null);
        assertThat(settlement.events().stream()
                        .filter(event -> event.type() == EventType.THREAD_COUNTED)
                        .map(event -> event.data()))
                .as("how many there are is told once, and not for each that came or went")
                .containsExactly(new ThreadCounted(ARTICLE, 13, 4));
        assertThat(settlement.events().stream()
                        .map(event -> event.data())
                        .filter(CommentState.class::isInstance)
                        .map(data -> ((CommentState) data).threadVersion()))
                .containsExactly(11L, 11L, 12L, 13L);
        assertThat(settlement.changedThreads()).isEqualTo(settlement.threads());
    }

    @Test
    void whatReadersDoNotSeeChangesNoThread() {
        Comment.Pending held = new Comment.Pending(entry(null, false, 0));

        Settlement settlement = locked(held).settle(List.of(held.judge(decision(Decision.HOLD))));

        assertThat(settlement.threads()).containsExactly(new CommentThread(ARTICLE, 10, 3));
        assertThat(settlement.changedThreads()).isEmpty();
    }

    @Test
    void anEditThatIsApprovedChangesTheThreadAndNoCount() {
        Comment.ApprovedWithEdit edited = new Comment.ApprovedWithEdit(entry(null, true, 0));

        Settlement settlement = locked(edited).settle(List.of(edited.judge(decision(Decision.APPROVE))));

        assertThat(settlement.threads()).containsExactly(new CommentThread(ARTICLE, 11, 3));
        assertThat(settlement.effects().get(0).changedVersion()).isEqualTo(11);
        assertThat(settlement.effects().get(0).approvedVersion()).isNull();
        assertThat(settlement.events()).extracting(event -> event.type()).doesNotContain(EventType.THREAD_COUNTED);
    }

    @Test
    void repliesAreCountedTogether() {
        Comment.Pending one = new Comment.Pending(entry(PARENT, false, 0));
        Comment.Pending two = new Comment.Pending(entry(PARENT, false, 0));
        Comment.Approved gone = new Comment.Approved(entry(PARENT, true, 0));

        assertThat(locked(one, two)
                        .settle(List.of(one.judge(decision(Decision.APPROVE)), two.judge(decision(Decision.APPROVE))))
                        .replies())
                .containsExactly(new Settlement.Replies(PARENT, 2));
        assertThat(locked(one, gone)
                        .settle(List.of(one.judge(decision(Decision.APPROVE)), gone.delete(NOW)))
                        .replies())
                .isEmpty();
    }

    @Test
    void oneThatAnswersAnotherIsDecidedAfterIt() {
        Comment above = new Comment.Pending(entry(null, false, 0));
        Comment answer = new Comment.Pending(entry(above.id(), false, 0));
        Comment below = new Comment.Pending(entry(answer.id(), false, 0));
        Comment beside = new Comment.Pending(entry(PARENT, false, 0));

        assertThat(locked(below, answer, beside, above).parts())
                .containsExactly(List.of(beside.id(), above.id()), List.of(answer.id()), List.of(below.id()));
        assertThat(locked(beside).parts()).containsExactly(List.of(beside.id()));
    }

    @Test
    void whatIsGoneLeavesTheThreadWithItsLastReplyAndSoDoThoseAboveIt() {
        Comment parent = new Comment.Deleted(entry(PARENT, true, 0));
        Comment grandparent = new Comment.Rejected(entry(null, true, 1));
        Comment above = new Comment.Approved(entry(null, true, 5));
        Comment untouched = new Comment.Approved(entry(null, true, 9));

        Relisting relisting =
                Relisting.of(new CommentThread(ARTICLE, 10, 3), List.of(parent, grandparent, above, untouched));

        assertThat(relisting.thread()).isEqualTo(new CommentThread(ARTICLE, 12, 3));
        assertThat(relisting.moved())
                .extracting(Relisting.Moved::changedVersion)
                .containsExactly(11L, 12L, null);
        assertThat(relisting.moved())
                .extracting(moved -> moved.comment().entry().listed())
                .containsExactly(false, false, true);
        assertThat(relisting.moved())
                .extracting(moved -> moved.comment().entry().replyCount())
                .containsExactly(0, 0, 4);
    }

    @Test
    void whatIsGoneComesBackToTheThreadWithAReply() {
        Comment parent = new Comment.Held(entry(PARENT, false, 1));
        Comment above = new Comment.Approved(entry(null, true, 0));

        Relisting relisting = Relisting.of(new CommentThread(ARTICLE, 10, 3), List.of(parent, above));

        assertThat(relisting.moved())
                .extracting(Relisting.Moved::changedVersion)
                .containsExactly(11L, null);
        assertThat(relisting.moved())
                .extracting(moved -> moved.comment().entry().replyCount())
                .containsExactly(1, 1);
    }

    private static LockedComments locked(Comment... comments) {
        return new LockedComments(Map.of(ARTICLE, new CommentThread(ARTICLE, 10, 3)), List.of(comments));
    }

    private static Entry entry(@Nullable UUID parentId, boolean listed, int replies) {
        return new Entry(UUID.randomUUID(), ARTICLE, parentId, 1, listed, replies, NOW.plusSeconds(1));
    }

    private static ModerationDecision decision(Decision decision) {
        return new ModerationDecision(decision, 0.5, List.of(), null, NOW);
    }
}
