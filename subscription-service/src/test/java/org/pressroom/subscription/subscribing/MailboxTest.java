package org.pressroom.subscription.subscribing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    private static Mailbox of(String address) {
        return Mailbox.of(EmailAddress.of(address).orElseThrow().key());
    }
}
