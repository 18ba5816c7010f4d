package org.pressroom.common.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

    /** Of one sound, one transliteration or one letter without its mark; yet two names. */
    @ParameterizedTest
    @CsvSource({
        "权利, 权力",
        "Año, Ano",
        "año, ano",
        "résumé, resume",
        "Schön, Schon",
        "Øre, Ore",
        "かい, がい",
        "мир, міръ",
        "Ёлка, Елка",
        "ı, i",
        "कमल, कमला",
        "שלום, שלוֹם",
        "C++, C",
        "C#, C",
        "spring boot, spring-boot",
        "🎉, 🎊",
        "ﷺ, صلى",
        "x², x2",
        "نامه\u200Cای, نام\u200Cهای",
        "نامه\u200Cای, نامهای",
        "می\u200Cخواهم, میخواهم",
        "می\u0654\u200Cخواهم, می\u0654خواهم",
        "क्\u200Dष, क्ष",
        "क्\u200Cष, क्ष",
        "क्\u200Cष, क्\u200Dष",
        "ශ්\u200Dරී, ශ්රී",
        "ক্\u200Dষ, ক্ষ",
        "Buße, Busse",
        "Maße, Masse",
        "MASSE, MAẞE",
        "ﬁn, fin",
        "ＡＩ, AI",
        "ŉ, ʼn",
        "և, եւ",
        "\uD83C\uDFF4\uDB40\uDC67\uDB40\uDC62\uDB40\uDC65\uDB40\uDC6E\uDB40\uDC67\uDB40\uDC7F, \uD83C\uDFF4\uDB40\uDC67\uDB40\uDC62\uDB40\uDC73\uDB40\uDC63\uDB40\uDC74\uDB40\uDC7F",
        "\uD83C\uDFF4\uDB40\uDC67\uDB40\uDC62\uDB40\uDC65\uDB40\uDC6E\uDB40\uDC67\uDB40\uDC7F, \uD83C\uDFF4",
        "\uD83C\uDFF4\u200D\u2620\uFE0F, \uD83C\uDFF4\u2620\uFE0F",
        "\uD83D\uDC69\u200D\uD83D\uDE80, \uD83D\uDC69\uD83D\uDE80",
        "\uD83D\uDC69\uD83C\uDFFD\u200D\uD83D\uDE80, \uD83D\uDC69\uD83C\uDFFD\uD83D\uDE80",
        "\u2764\uFE0F\u200D\uD83D\uDD25, \u2764\uFE0F\uD83D\uDD25",
        "\uD83D\uDC69\u200D\uD83D\uDC67, \uD83D\uDC69\u200D\uD83D\uDC66",
        "\uD83C\uDDE9\uD83C\uDDEA, \uD83C\uDDEB\uD83C\uDDF7"
    })
    void anotherNameHasAnotherKey(String one, String other) {
        for (Normalizer.Form form : List.of(Normalizer.Form.NFC, Normalizer.Form.NFD)) {
            assertThat(Names.key(Normalizer.normalize(one, form)))
                    .isNotEqualTo(Names.key(Normalizer.normalize(other, form)));
        }
    }

    /** Spellings of one name, whatever keyboard, case and spaces. */
    @ParameterizedTest
    @CsvSource(quoteCharacter = '~', textBlock = """
            Año, AÑO
            Straße, STRAẞE
            Σίσυφος, ΣΊΣΥΦΟΣ
            ς, Σ
            ſ, S
            ΐ, Ϊ́
            ᾳ, ᾼ
            ǰ, J̌
            K, k
            Å, å
            ქართული, ᲥᲐᲠᲗᲣᲚᲘ
            ӏ, Ӏ
            İstanbul, i̇stanbul
            Привет, ПРИВЕТ
            ǆ, Ǆ
            ǆ, ǅ
            한국어, 한국어
            Spring Boot, ~  spring   BOOT ~
            Spring Boot, spring\u00a0boot
            Spring Boot, spring\u3000\u2003boot
            Spring Boot, ~spring \u200bboot\ufeff~
            a\u00adb\u034fc\u2060d, abcd
            نامه\u200C\u200Cای, نامه\u200Cای
            نامه\u00ad\u200C\u200Bای, نامه\u200Cای
            نامه\u200C, نامه
            دا\u200Cر, دار
            می\u200Dخواهم, میخواهم
            نامه\u200C ای, نامه ای
            क\u200Dष, कष
            क्\u200D\u200Dष, क्\u200Dष
            \u200Cक, क
            ab\ufe0fc\u180e, ABC
            ꭰ, Ꭰ
            \u2764\uFE0F, \u2764
            \uD83C\uDFF3\uFE0F\u200D\uD83C\uDF08, \uD83C\uDFF3\u200D\uD83C\uDF08\uFE0F
            a\u200Db, ab
            \u2764\u200D, \u2764
            a\uDB40\uDC67, a
            """)
    void spellingsOfOneNameHaveOneKey(String one, String other) {
        for (Normalizer.Form form : List.of(Normalizer.Form.NFC, Normalizer.Form.NFD)) {
            assertThat(Names.key(Normalizer.normalize(one, form))).isEqualTo(Names.key(other));
        }
        assertThat(Names.key(Names.key(one))).isEqualTo(Names.key(one));
    }

    @Test
    void noLanguageOfTheMachineChangesAKey() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            assertThat(Names.key("TITLE")).isEqualTo("title");
            assertThat(Names.username("ADMIN")).isEqualTo("admin");
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @CsvSource({"Jörg, jo\u0308rg", "ＡＤＭＩＮ, admin", "ｱｲ, アイ", "Σ, σ", "admin, admin"})
    void aUsernameIsOneFromEveryKeyboard(String one, String other) {
        assertThat(Names.username(one)).isEqualTo(Names.username(other));
    }

    @Test
    void aUsernameKeepsItsLetters() {
        assertThat(Names.username("straße")).isNotEqualTo(Names.username("strasse"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Grüße aus Öland", "한국어 비밀번호", "tiếng Việt", "नमस्ते"})
    void aPasswordIsOneFromEveryKeyboard(String password) {
        assertThat(Names.password(Normalizer.normalize(password, Normalizer.Form.NFD)))
                .isEqualTo(Names.password(Normalizer.normalize(password, Normalizer.Form.NFC)));
        assertThat(Names.password(password.replace(' ', '\u00a0'))).isEqualTo(Names.password(password));
        assertThat(Names.password(password.toUpperCase(Locale.ROOT) + "x")).isNotEqualTo(Names.password(password));
    }

    @Test
    void theCaseOfAPasswordCounts() {
        assertThat(Names.password("Öland")).isNotEqualTo(Names.password("öland"));
    }
}
