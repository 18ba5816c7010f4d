package org.pressroom.common.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pressroom.testkit.EmailExamples;
import org.pressroom.testkit.SlugExamples;

class EmailAddressTest {

    @ParameterizedTest
    @CsvSource({
        "rita@readers.example, rita@readers.example, rita@readers.example",
        "' Rita.R+news@Readers.Example ', Rita.R+news@readers.example, rita.r+news@readers.example"
    })
    void mailGoesToWhatWasGivenAndSpellingsAreOneAddress(String given, String mailbox, String key) {
        assertThat(EmailAddress.of(given)).contains(new EmailAddress(mailbox, key));
    }

    @Test
    void theExamplesOfEveryEntranceAreJudgedHere() {
        assertThat(EmailExamples.TAKEN).allMatch(email -> EmailAddress.of(email).isPresent());
        assertThat(EmailExamples.REFUSED)
                .noneMatch(email -> EmailAddress.of(email).isPresent());
        assertThat(SlugExamples.TAKEN).allMatch(Slug::isValid);
        assertThat(SlugExamples.REFUSED).noneMatch(Slug::isValid);
    }

    @Test
    void domainsOfOtherScriptsAreWrittenInAscii() {
        assertThat(EmailAddress.of("max@BÜCHER.example"))
                .contains(new EmailAddress("max@xn--bcher-kva.example", "max@xn--bcher-kva.example"));
    }

    /** Letters that the IDNA of 2003 took for others, and forms that keyboards differ in. */
    @ParameterizedTest
    @CsvSource({
        "u@straße.de, u@xn--strae-oqa.de, u@xn--strae-oqa.de",
        "u@STRAẞE.de, u@xn--strae-oqa.de, u@xn--strae-oqa.de",
        "u@Straße.DE, u@xn--strae-oqa.de, u@xn--strae-oqa.de",
        "u@XN--strae-oqa.de, u@xn--strae-oqa.de, u@xn--strae-oqa.de",
        "u@σοφός.example, u@xn--0xagbn4a.example, u@xn--0xagbn4a.example",
        "u@ΣΟΦΌΣ.example, u@xn--0xahbl4a.example, u@xn--0xahbl4a.example",
        "u@नेपाल.example, u@xn--l2bey1c2b.example, u@xn--l2bey1c2b.example",
        "u@اختبار.example, u@xn--mgbachtv.example, u@xn--mgbachtv.example",
        "u@ｅｘａｍｐｌｅ。com, u@example.com, u@example.com",
        "u@ab--cd.example, u@ab--cd.example, u@ab--cd.example",
        "u@r3---sn-x.example, u@r3---sn-x.example, u@r3---sn-x.example",
        "Jürgen@BU\u0308CHER.example, Jürgen@xn--bcher-kva.example, jürgen@xn--bcher-kva.example"
    })
    void aDomainIsOneHoweverItIsWritten(String given, String mailbox, String key) {
        for (Normalizer.Form form : List.of(Normalizer.Form.NFC, Normalizer.Form.NFD)) {
            assertThat(EmailAddress.of(Normalizer.normalize(given, form))).contains(new EmailAddress(mailbox, key));
        }
    }

    /** As they come along when an address is copied from a page, a mail or a table. */
    @ParameterizedTest
    @ValueSource(strings = {" ", "\u00A0", "\u3000", "\u200B", "\uFEFF", "\u200E", "\u202A", "\u2069", "\uFE0F"})
    void whatLeavesNoMarkAroundAnAddressDoesNotMatter(String around) {
        assertThat(EmailAddress.of(around + "rita@readers.example" + around + around))
                .isEqualTo(EmailAddress.of("rita@readers.example"))
                .isPresent();
    }

    /** In some scripts they belong to a word. */
    @ParameterizedTest
    @CsvSource({"نامه\u200Cای.com, xn--mgba3gch31f060k.com", "ශ්\u200Dරී.com, xn--10cl1a0b660p.com"})
    void aDomainMayHaveJoinersWhereItsScriptNeedsThem(String domain, String ascii) {
        assertThat(EmailAddress.of("u@" + domain))
                .isEqualTo(EmailAddress.of("u@" + ascii))
                .isPresent();
    }

    @Test
    void theEszettOfALocalPartIsNoDoubleS() {
        assertThat(EmailAddress.of("straße@readers.example")).isNotEqualTo(EmailAddress.of("strasse@readers.example"));
    }

    @Test
    void namesOfOtherScriptsStayAndAreOneInAllCompositions() {
        EmailAddress composed = EmailAddress.of("J\u00F6rg@readers.example").orElseThrow();
        EmailAddress decomposed = EmailAddress.of("Jo\u0308rg@readers.example").orElseThrow();

        assertThat(composed.mailbox()).isEqualTo("J\u00F6rg@readers.example");
        assertThat(decomposed.key()).isEqualTo(composed.key());
        assertThat(EmailAddress.of("用户@例え.jp")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "rita",
                "@readers.example",
                "rita@",
                "rita@localhost",
                "rita@readers",
                "rita@-readers.example",
                "rita@readers-.example",
                "rita@readers..example",
                "rita@[127.0.0.1]",
                "\"rita r\"@readers.example",
                "rita@readers.example, tom@readers.example",
                "Rita <rita@readers.example>",
                "rita(comment)@readers.example",
                "rita@read\u200Bers.example",
                "rita@xn--a.example",
                "rita@read_ers.example",
                "rita@readers\u3164.example",
                "rita@read\u200Cers.example",
                "ri\u2800ta@readers.example",
                "ri\u200Cta@readers.example",
                "rita\u202E@readers.example",
                "ri\nta@readers.example",
                "rita@readers.example\n",
                "ri\u0000ta@readers.example",
                "ri\uD800ta@readers.example"
            })
    void whatMailCannotBeSentToIsNoAddress(String text) {
        assertThat(EmailAddress.of(text)).isEmpty();
    }

    @Test
    void anAddressIsNoLongerThanMailAllows() {
        String domain = "a".repeat(60) + "." + "b".repeat(60) + "." + "c".repeat(60) + ".example";

        assertThat(EmailAddress.of("x".repeat(254 - 1 - domain.length()) + "@" + domain))
                .isPresent();
        assertThat(EmailAddress.of("x".repeat(254 - domain.length()) + "@" + domain))
                .isEmpty();
        assertThat(EmailAddress.of("x".repeat(65) + "@readers.example")).isEmpty();
    }
}
