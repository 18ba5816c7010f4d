package org.pressroom.comment.moderation.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pressroom.comment.markdown.CommentMarkdown;
import org.pressroom.comment.markdown.Reading;
import org.pressroom.comment.model.Decision;

class PanelTest {

    private static final List<String> BLOCKED =
            List.of("online casino", "buy viagra", "купить диплом", "代开发票", "كازينو", "คาสิโน", "straße der gewinner");

    private final Rules rules = new Rules(0.5, 0.95, 2, 3, false, BLOCKED);
    private final Panel panel = rules.panel();

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
        assertThat(panel.hear(of(text)).decision()).isEqualTo(Decision.APPROVE);
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
        Verdict verdict = panel.hear(of(text));

        assertThat(verdict.decision()).isEqualTo(Decision.HOLD);
        assertThat(verdict.score()).isBetween(0.5, 0.95);
        assertThat(verdict.reasons()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "online casino and buy viagra https://a.test https://b.test https://c.test",
                "BUY VIAGRA https://a.test https://b.test https://c.test https://d.test"
            })
    void rejectsWhatSeveralRulesSpeakAgainst(String text) {
        assertThat(panel.hear(of(text)).decision()).isEqualTo(Decision.REJECT);
    }

    /** What takes a judge long holds up an event loop, and a thread's row with it. */
    @ParameterizedTest
    @MethodSource("org.pressroom.comment.markdown.CommentMarkdownTest#exhausting")
    @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void isNotExhaustedByTextMadeForIt(String text) {
        assertThat(panel.hear(of(text)).score()).isBetween(0.0, 1.0);
    }

    /** Far longer than any comment, so that the time it takes shows whether it grows faster than the text. */
    @Test
    @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void readsLongMarkupOnce() {
        String markup = "<!--<" + " ".repeat(300_000) + "-->";

        assertThat(panel.hear(new Submission("", "", "Rita", List.of(), List.of(markup), false, false, 0, 0, 0, 0))
                        .decision())
                .isEqualTo(Decision.APPROVE);
    }

    @Test
    void saysWhichRulesSpokeAndWhy() {
        Verdict verdict = panel.hear(of("ONLINE CASINO GAMES FOR EVERYBODY WHO LIKES TO WIN"));

        assertThat(verdict.decided(Instant.EPOCH).rules()).containsExactly("blocked-phrases", "shouting");
        assertThat(verdict.decided(Instant.EPOCH).sentences())
                .containsExactly("blocked-phrases: contains online casino", "shouting: is written in capitals");
        assertThat(verdict.score()).isEqualTo(0.8);
    }

    @Test
    void holdsEverythingWhereTheArticleIsModerated() {
        Submission clean =
                new Submission("Thank you", "Thank you", "Rita", List.of(), List.of(), true, true, 9, 0, 0, 0);

        assertThat(panel.hear(clean).decision()).isEqualTo(Decision.HOLD);
        assertThat(panel.hear(clean).decided(Instant.EPOCH).rules()).contains("policy");
    }

    @Test
    void approvesTheStaffWhateverTheyWrite() {
        Submission staff = new Submission(
                "online casino",
                "online casino",
                "Rita",
                Collections.nCopies(9, "https://a.test"),
                List.of(),
                false,
                true,
                0,
                0,
                0,
                0);

        assertThat(panel.hear(staff).decision()).isEqualTo(Decision.APPROVE);
    }

    @Test
    void holdsTheSameTextInTheSameThread() {
        assertThat(panel.hear(history("Thank you", 0, 0, 1, 1)).decision()).isEqualTo(Decision.HOLD);
    }

    @Test
    void holdsALongTextThatIsPostedEverywhereButNoShortOne() {
        String campaign = "I earn a lot from home and you can do the same, ask me how";

        assertThat(panel.hear(history(campaign, 0, 0, 0, 3)).decision()).isEqualTo(Decision.HOLD);
        assertThat(panel.hear(history("Thank you", 0, 0, 0, 20)).decision()).isEqualTo(Decision.APPROVE);
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
        assertThat(panel.hear(signed(signature, "Thank you")).decision()).isEqualTo(Decision.HOLD);
    }

    @Test
    void holdsACampaignInCode() {
        Reading text = CommentMarkdown.render("`I earn a lot from home and you can do the same, ask me how`")
                .reading();

        assertThat(panel.hear(new Submission(
                                text.plain(),
                                text.shown(),
                                "Rita",
                                text.links(),
                                text.markup(),
                                false,
                                false,
                                0,
                                0,
                                0,
                                3))
                        .decision())
                .isEqualTo(Decision.HOLD);
    }

    @Test
    void looksAgainAtAnAddressWhoseCommentsWereRejected() {
        assertThat(panel.hear(history("Hello", 1, 2, 0, 0)).decision()).isEqualTo(Decision.HOLD);
        assertThat(panel.hear(history("Hello", 2, 2, 0, 0)).decision()).isEqualTo(Decision.APPROVE);
    }

    @Test
    void aGoodPastOutweighsALittleButNotABadText() {
        Submission links = new Submission(
                "three links",
                "three links",
                "Rita",
                List.of("https://a.test", "https://b.test", "https://c.test"),
                List.of(),
                false,
                false,
                3,
                0,
                0,
                0);

        assertThat(panel.hear(links).decision()).isEqualTo(Decision.APPROVE);
        assertThat(panel.hear(history("buy viagra at the online casino", 9, 0, 0, 0))
                        .decision())
                .isEqualTo(Decision.HOLD);
    }

    @Test
    void canHoldTheFirstCommentFromAnAddress() {
        Panel strict = new Rules(0.5, 0.95, 2, 3, true, List.of()).panel();

        assertThat(strict.hear(history("Hello", 0, 0, 0, 0)).decision()).isEqualTo(Decision.HOLD);
        assertThat(strict.hear(history("Hello", 1, 0, 0, 0)).decision()).isEqualTo(Decision.APPROVE);
    }

    private static Submission of(String body) {
        return signed("Rita Reader", body);
    }

    private static Submission signed(String signature, String body) {
        Reading text = CommentMarkdown.render(body).reading();
        return new Submission(
                text.plain(), text.shown(), signature, text.links(), text.markup(), false, false, 0, 0, 0, 0);
    }

    private static Submission history(String text, int approved, int refused, int inThread, int elsewhere) {
        return new Submission(
                text, text, "Rita", List.of(), List.of(), false, false, approved, refused, inThread, elsewhere);
    }
}
