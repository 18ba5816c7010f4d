package org.pressroom.subscription.subscribing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pressroom.common.text.EmailAddress;

class MailboxTest {

    @ParameterizedTest
    @CsvSource({
        "victim@firm.example, victim+1@firm.example",
        "victim@firm.example, Victim+a+b@FIRM.example",
        "victim@firm.example, ｖｉｃｔｉｍ+1@firm.example",
        "victim@gmail.com, v.i.c.t.i.m+x@googlemail.com",
        "victim@gmail.com, VICTIM@GMAIL.COM",
        "victim@yahoo.com, victim-shop@yahoo.com",
        "victim@yahoo.co.jp, victim-shop@yahoo.co.jp",
        "victim@aol.com, victim-1@aol.com",
        "victim@outlook.com, victim+1@outlook.com",
        "victim@proton.me, v_i.c-tim+1@pm.me",
        "victim@yandex.ru, vic-tim@ya.ru",
        "victim@icloud.com, victim+1@me.com",
        "victim@fastmail.com, anything@victim.fastmail.com",
        "müller@firm.example, MÜLLER+1@firm.example"
    })
    void spellingsOfOneMailboxAreOne(String one, String other) {
        assertThat(of(other)).isEqualTo(of(one));
    }

    @ParameterizedTest
    @CsvSource({
        "victim@firm.example, other@firm.example",
        "victim@firm.example, victim@another.example",
        "jean-luc@firm.example, jean-paul@firm.example",
        "jean.luc@firm.example, jeanluc@firm.example",
        "victim@gmail.com, victim@outlook.com",
        "+1@firm.example, +2@firm.example",
        "one@one.fastmail.com, two@two.fastmail.com"
    })
    void differentMailboxesAreNot(String one, String other) {
        assertThat(of(other)).isNotEqualTo(of(one));
    }

    @Test
    void aProviderOfManyIsTold() {
        assertThat(of("a@gmail.com").isAtProvider()).isTrue();
        assertThat(of("a@gmx.de").isAtProvider()).isTrue();
        assertThat(of("a@live.nl").isAtProvider()).isTrue();
        assertThat(of("a@firm.example").isAtProvider()).isFalse();
    }

    /** Whoever registers the name of a provider somewhere has one domain, and not very many people. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "live.example",
                "gmx.xyz",
                "outlook.victim.example",
                "yahoo.evil.com",
                "hotmail.co.example",
                "live.tk",
                "gmail.com.example",
                "xgmail.com"
            })
    void aNameLikeAProvidersIsNone(String domain) {
        assertThat(of("a@" + domain).isAtProvider()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "victim.example, victim.example",
        "a1.victim.example, victim.example",
        "a.b.c.victim.example, victim.example",
        "firm.co.uk, firm.co.uk",
        "mail.firm.co.uk, firm.co.uk",
        "x.y.firm.de, firm.de",
        "mail.firm.com.br, firm.com.br",
        "bücher.de, xn--bcher-kva.de",
        "post.bücher.de, xn--bcher-kva.de",
        "post.例子.中国, xn--fsqu00a.xn--fiqs8s",
        "one.github.io, one.github.io",
        "a.one.github.io, one.github.io",
        "co.uk, co.uk",
        "post.city.kawasaki.jp, city.kawasaki.jp"
    })
    void aDomainIsOfWhoRegisteredIt(String domain, String registered) {
        assertThat(of("a@" + domain).registeredDomain()).isEqualTo(registered);
    }

    private static Mailbox of(String address) {
        return Mailbox.of(EmailAddress.of(address).orElseThrow().key());
    }
}
