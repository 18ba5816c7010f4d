package org.pressroom.comment.moderation.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pressroom.comment.markdown.CommentMarkdown;
import org.pressroom.comment.markdown.Reading;
import org.pressroom.comment.model.Decision;

class RulePipelineTest {

    private static final List<String> BLOCKED =
            List.of("online casino", "buy viagra", "купить диплом", "代开发票", "كازينو", "คาสิโน", "straße der gewinner");

    private static final UUID ID = new UUID(0, 1);

    private final RulePipeline pipeline = pipeline(false, BLOCKED);

    private static RulePipeline pipeline(boolean holdFirst, List<String> blocked) {
        return new RulePipeline(
                List.of(
                        new PolicyRule(),
                        new StaffRule(),
                        new SameTextRule(),
                        new BlockedPhrasesRule(blocked),
                        new MarkupRule(),
                        new LinksRule(2),
                        new ShoutingRule(),
                        new RepetitionRule(),
                        new DisguiseRule(),
                        new AddressRule(3, holdFirst)),
                0.5,
                0.95);
    }

    private Evaluation evaluate(Submission submission) {
        return pipeline.evaluate(submission, evidence(0, 0, 0, 0));
    }

    private static Evidence evidence(int approved, int rejected, int inThread, int elsewhere) {
        return new Evidence(Map.of(
                AddressHistory.class, new AddressHistory(approved, rejected),
                Copies.class, new Copies(inThread, elsewhere)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Thank you, this helped me a lot.",
                "+1",
                "👍👍👍",
                "I disagree: see https://example.org/why and http://example.com/because.",
                "Use `<script>` only where you must:\n\n```\n<script>alert(1)</script>\n```",
                "Ich stimme zu. Das ist großartig!",
                "Merci beaucoup, c'est très clair.",
                "Спасибо за статью, очень интересно.",
                "Ευχαριστώ πολύ για το άρθρο.",
                "この記事はとても参考になりました。ありがとうございます。",
                "这篇文章写得很好，谢谢作者。",
                "정말 재미있는 글이네요 ㅋㅋㅋㅋㅋㅋㅋㅋㅋㅋㅋㅋㅋㅋㅋㅋㅋㅋ",
                "บทความนี้ดีมาก 5555555555555555555",
                "مقال رائع، شكرا جزيلا لكم",
                "מאמר מצוין, תודה רבה",
                "यह लेख बहुत अच्छा है, धन्यवाद।",
                "WOW!!!",
                "hahahahahahahahaha",
                "Nooooooooooooooooooo",
                "The occasionally online casinos of Monaco",
                "[Ann]: data: 42 of 50",
                "in javascript: arr[i](j)",
                "a < b && c > d"
            })
    void approvesWhatPeopleOrdinarilyWrite(String text) {
        assertThat(evaluate(of(text)).decision()).isEqualTo(Decision.APPROVE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Best Online  Casino!",
                "ＯＮＬＩＮＥ ＣＡＳＩＮＯ here",
                "on\u200Bline cas\u00ADino",
                "Можно КУПИТЬ ДИПЛОМ недорого",
                "这里可以代开发票哦",
                "أفضل كازينو هنا",
                "เล่นคาสิโนออนไลน์",
                "Willkommen in der STRASSE… nein, Straße der Gewinner",
                "https://a.test https://b.test https://c.test",
                "https://a.test",
                "Look: [url=http://a.test]a[/url]",
                "<a href=\"http://a.test\">a</a> is good",
                "<script>alert(1)</script>",
                "<img src=x onerror=alert(1)>",
                "[click](javascript:alert(1))",
                "[click]( <JavaScript:alert(1)>)",
                "[click](&#106;avascript:alert(1))",
                "[click](data:text/html;base64,PHNjcmlwdD4=)",
                "Go to <vbscript:x>",
                "[a]: javascript:alert(1)\n\n[a]",
                "`online casino`",
                "```\nbest online casino\n```",
                "Look:\n\n    online casino",
                "<a title=\"online casino\">",
                "`\u202Etxet denrut`",
                "\u202Etxet denrut",
                "сlick hеre fоr thе bеst оffer" // with Cyrillic с, е and о
            })
    void holdsWhatAPersonShouldLookAt(String text) {
        Evaluation evaluation = evaluate(of(text));

        assertThat(evaluation.decision()).isEqualTo(Decision.HOLD);
        assertThat(evaluation.score()).isBetween(0.5, 0.95);
        assertThat(evaluation.reasons()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "online casino and buy viagra https://a.test https://b.test https://c.test",
                "BUY VIAGRA https://a.test https://b.test https://c.test https://d.test"
            })
    void rejectsWhatSeveralRulesSpeakAgainst(String text) {
        assertThat(evaluate(of(text)).decision()).isEqualTo(Decision.REJECT);
    }

    /** What takes a judge long holds up an event loop, and a thread's row with it. */
    @ParameterizedTest
    @MethodSource("org.pressroom.comment.markdown.CommentMarkdownTest#exhausting")
    @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void isNotExhaustedByTextMadeForIt(String text) {
        assertThat(evaluate(of(text)).score()).isBetween(0.0, 1.0);
    }

    /** Far longer than any comment, so that the time it takes shows whether it grows faster than the text. */
    @Test
    @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void readsLongMarkupOnce() {
        String markup = "<!--<" + " ".repeat(300_000) + "-->";

        assertThat(evaluate(new Submission(ID, "", "", "Rita", List.of(), List.of(markup), false, false))
                        .decision())
                .isEqualTo(Decision.APPROVE);
    }

    @Test
    void saysWhichRulesSpokeAndWhy() {
        Evaluation evaluation = evaluate(of("ONLINE CASINO GAMES FOR EVERYBODY WHO LIKES TO WIN"));

        assertThat(evaluation.decided(Instant.EPOCH).rules()).containsExactly("blocked-phrases", "shouting");
        assertThat(evaluation.decided(Instant.EPOCH).sentences())
                .containsExactly("blocked-phrases: contains online casino", "shouting: is written in capitals");
        assertThat(evaluation.score()).isEqualTo(0.8);
    }

    @Test
    void holdsEverythingWhereTheArticleIsModerated() {
        Submission clean = new Submission(ID, "Thank you", "Thank you", "Rita", List.of(), List.of(), true, true);
        Evidence trusted = evidence(9, 0, 0, 0);

        assertThat(pipeline.evaluate(clean, trusted).decision()).isEqualTo(Decision.HOLD);
        assertThat(pipeline.evaluate(clean, trusted).decided(Instant.EPOCH).rules())
                .contains("policy");
    }

    @Test
    void approvesTheStaffWhateverTheyWrite() {
        Submission staff = new Submission(
                ID,
                "online casino",
                "online casino",
                "Rita",
                Collections.nCopies(9, "https://a.test"),
                List.of(),
                false,
                true);

        assertThat(evaluate(staff).decision()).isEqualTo(Decision.APPROVE);
    }

    @Test
    void holdsTheSameTextInTheSameThread() {
        assertThat(after(pipeline, "Thank you", 0, 0, 1, 1).decision()).isEqualTo(Decision.HOLD);
    }

    @Test
    void holdsALongTextThatIsPostedEverywhereButNoShortOne() {
        String campaign = "I earn a lot from home and you can do the same, ask me how";

        assertThat(after(pipeline, campaign, 0, 0, 0, 3).decision()).isEqualTo(Decision.HOLD);
        assertThat(after(pipeline, "Thank you", 0, 0, 0, 20).decision()).isEqualTo(Decision.APPROVE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Online Casino Deluxe",
                "Rita https://example.org/buy%20viagra?buy viagra",
                "\u202EatiR",
                "Аliсе Вrоwn Smitһ Jоnеs Dое" // with Cyrillic letters
            })
    void holdsWhatIsSignedWithWhatNobodyWants(String signature) {
        assertThat(evaluate(signed(signature, "Thank you")).decision()).isEqualTo(Decision.HOLD);
    }

    @Test
    void holdsACampaignInCode() {
        Reading text = CommentMarkdown.render("`I earn a lot from home and you can do the same, ask me how`")
                .reading();

        assertThat(pipeline.evaluate(Submission.of(ID, text, "Rita", false, false), evidence(0, 0, 0, 3))
                        .decision())
                .isEqualTo(Decision.HOLD);
    }

    @Test
    void looksAgainAtAnAddressWhoseCommentsWereRejected() {
        assertThat(after(pipeline, "Hello", 1, 2, 0, 0).decision()).isEqualTo(Decision.HOLD);
        assertThat(after(pipeline, "Hello", 2, 2, 0, 0).decision()).isEqualTo(Decision.APPROVE);
    }

    @Test
    void aGoodPastOutweighsALittleButNotABadText() {
        Submission links = new Submission(
                ID,
                "three links",
                "three links",
                "Rita",
                List.of("https://a.test", "https://b.test", "https://c.test"),
                List.of(),
                false,
                false);

        assertThat(pipeline.evaluate(links, evidence(3, 0, 0, 0)).decision()).isEqualTo(Decision.APPROVE);
        assertThat(after(pipeline, "buy viagra at the online casino", 9, 0, 0, 0)
                        .decision())
                .isEqualTo(Decision.HOLD);
    }

    @Test
    void canHoldTheFirstCommentFromAnAddress() {
        RulePipeline strict = pipeline(true, List.of());

        assertThat(after(strict, "Hello", 0, 0, 0, 0).decision()).isEqualTo(Decision.HOLD);
        assertThat(after(strict, "Hello", 1, 0, 0, 0).decision()).isEqualTo(Decision.APPROVE);
    }

    private static Submission of(String body) {
        return signed("Rita Reader", body);
    }

    private static Submission signed(String signature, String body) {
        Reading text = CommentMarkdown.render(body).reading();
        return Submission.of(ID, text, signature, false, false);
    }

    private static Evaluation after(
            RulePipeline rules, String text, int approved, int rejected, int inThread, int elsewhere) {
        return rules.evaluate(
                new Submission(ID, text, text, "Rita", List.of(), List.of(), false, false),
                evidence(approved, rejected, inThread, elsewhere));
    }

    @Test
    void leavesToPeopleWhatARuleHasNoEvidenceOf() {
        Submission fine = of("Thank you");
        Submission bad = of("online casino and buy viagra https://a.test https://b.test https://c.test");
        Evidence some = new Evidence(Map.of(Copies.class, new Copies(0, 0)));

        for (Submission submission : List.of(fine, bad)) {
            Evaluation evaluation = pipeline.evaluate(submission, some);
            assertThat(evaluation.decision()).isEqualTo(Decision.HOLD);
            assertThat(evaluation.isComplete()).isFalse();
            assertThat(evaluation.decided(Instant.EPOCH).rules()).startsWith("unjudged");
        }
    }

    @Test
    void needsNoEvidenceOfWhatIsDecidedWithout() {
        Submission staff = new Submission(ID, "Hello", "Hello", "Edna", List.of(), List.of(), false, true);

        Evaluation evaluation = pipeline.evaluate(staff, Evidence.NONE);

        assertThat(evaluation.decision()).isEqualTo(Decision.APPROVE);
        assertThat(evaluation.isComplete()).isTrue();
    }
}
