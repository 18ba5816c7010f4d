package org.pressroom.comment.moderation.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.pressroom.comment.moderation.rules.Submission;

/** What every provider of evidence keeps to. A test of one implements this, and says how to make it. */
public interface EvidenceProviderContract<E> {

    EvidenceProvider<E> provider();

    /** Some comments that are there, of whatever kind this provider tells apart. */
    List<Submission> submissions();

    /** Does something while others hold all locks on the comments and their threads. */
    void whileLocked(List<Submission> submissions, Runnable what);

    @Test
    default void itGivesUpBeforeAClaimEnds() {
        assertThat(provider().timeLimit()).isPositive().isLessThanOrEqualTo(EvidenceProvider.LONGEST);
    }

    @Test
    default void saysSomethingOfEachAndOfNoOther() {
        List<Submission> submissions = submissions();

        assertThat(gather(submissions)).containsOnlyKeys(ids(submissions));
    }

    @Test
    default void saysOfABatchWhatItSaysOfEach() {
        List<Submission> submissions = submissions();
        Map<UUID, E> each = new HashMap<>();
        submissions.forEach(submission -> each.putAll(gather(List.of(submission))));

        assertThat(gather(submissions)).isEqualTo(each);
    }

    @Test
    default void saysNothingOfNothing() {
        assertThat(gather(List.of())).isEmpty();
    }

    @Test
    default void isNotHarmedByACommentThatIsNotThere() {
        List<Submission> submissions = submissions();
        Submission gone = new Submission(UUID.randomUUID(), "Gone", "Gone", "Rita", List.of(), List.of(), false, false);

        assertThat(gather(List.of(submissions.get(0), gone)))
                .containsKey(submissions.get(0).id());
    }

    @Test
    default void waitsForNoLock() {
        List<Submission> submissions = submissions();

        whileLocked(submissions, () -> assertThat(gather(submissions)).isNotEmpty());
    }

    @Test
    default void itsEvidenceIsOfItsKind() {
        List<Submission> submissions = submissions();

        assertThat(gather(submissions).values()).allSatisfy(evidence -> assertThat(evidence)
                .isInstanceOf(provider().kind()));
    }

    private Map<UUID, E> gather(List<Submission> submissions) {
        return Objects.requireNonNull(provider().gather(submissions).block(Duration.ofSeconds(20)));
    }

    private static Set<UUID> ids(List<Submission> submissions) {
        return submissions.stream().map(Submission::id).collect(Collectors.toSet());
    }
}
