package org.pressroom.subscription.subscribing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
    void domainsOfOtherScriptsAreWrittenInAscii() {
        assertThat(EmailAddress.of("max@BÜCHER.example"))
                .contains(new EmailAddress("max@xn--bcher-kva.example", "max@xn--bcher-kva.example"));
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
                "rita@readers..example",
                "rita@[127.0.0.1]",
                "\"rita r\"@readers.example",
                "rita@readers.example, tom@readers.example",
                "Rita <rita@readers.example>",
                "rita(comment)@readers.example",
                "rita@read\u200Bers.example",
                "rita@stra\u00DFe.example",
                "rita@STRA\u1E9EE.example",
                "rita@\u03C3\u03BF\u03C6\u03CC\u03C2.example",
                "rita\u202E@readers.example",
                "ri\nta@readers.example",
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
