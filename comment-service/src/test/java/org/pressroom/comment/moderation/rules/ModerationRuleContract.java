package org.pressroom.comment.moderation.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.pressroom.comment.markdown.CommentMarkdown;
import org.pressroom.comment.markdown.CommentMarkdownTest;

/** What every rule keeps to. A test of a rule implements this, and says how to make it. */
public interface ModerationRuleContract {

    /** The rule, as it comes with the program. */
    ModerationRule rule();

    /** Evidence of each kind that it needs. */
    default Map<Class<?>, Object> evidence() {
        return Map.of();
    }

    @Test
    default void itsNameIsShortAndStays() {
        assertThat(rule().name()).matches("[a-z]+(-[a-z]+)*").hasSizeLessThanOrEqualTo(30);
        assertThat(rule().name()).isEqualTo(rule().name());
    }

    @Test
    default void readsOnlyTheEvidenceThatItSaysItNeeds() {
        assertThat(evidence().keySet()).isEqualTo(rule().needs());
        for (Submission submission : submissions()) {
            assertThat(rule().evaluate(submission, new Evidence(evidence()))).isNotNull();
        }
    }

    @Test
    default void saysTheSameOfTheSame() {
        ModerationRule rule = rule();
        for (Submission submission : submissions()) {
            Finding first = rule.evaluate(submission, new Evidence(evidence()));
            assertThat(rule.evaluate(submission, new Evidence(evidence()))).isEqualTo(first);
            assertThat(rule().evaluate(submission, new Evidence(evidence()))).isEqualTo(first);
        }
    }

    @Test
    default void itsScoreIsAPartOfTheWhole() {
        for (Submission submission : submissions()) {
            if (rule().evaluate(submission, new Evidence(evidence())) instanceof Finding.Score found) {
                assertThat(found.score()).isBetween(-1.0, 1.0);
                assertThat(found.reason()).isNotBlank().hasSizeLessThan(1_000);
            }
        }
    }

    /** What takes a rule long holds up a thread of an event loop. */
    @Test
    default void noTextExhaustsIt() {
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(10), () -> CommentMarkdownTest.exhausting()
                .forEach(text -> rule().evaluate(submission(text), new Evidence(evidence()))));
    }

    private static List<Submission> submissions() {
        return Stream.of(
                        "Thank you",
                        "",
                        "ONLINE CASINO https://a.test https://b.test https://c.test https://d.test",
                        "<script>alert(1)</script> [url=http://a.test]a[/url]",
                        "\u202Etxet denrut hahahahahahahahahahahaha",
                        "\uD83D\uDC4D \uD800 \u0000")
                .map(ModerationRuleContract::submission)
                .flatMap(text -> Stream.of(text, moderated(text)))
                .toList();
    }

    private static Submission submission(String text) {
        return Submission.of(new UUID(0, 1), CommentMarkdown.render(text).reading(), "Rita Reader", false, false);
    }

    private static Submission moderated(Submission submission) {
        return new Submission(
                submission.id(),
                submission.plain(),
                submission.shown(),
                submission.signature(),
                submission.links(),
                submission.markup(),
                true,
                true);
    }
}
