package org.pressroom.common.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlugTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            Hello, World!                    | hello-world
            It’s the 'end' -- of "it"        | its-the-end-of-it
            Übergröße & Straße               | ubergrosse-strasse
            Łódź                             | lodz
            C++ and C#, but #1               | c-plus-plus-and-c-sharp-but-1
            Привет, мир                      | privet-mir
            Ελληνικά                         | ellenika
            北京大学                          | bei-jing-da-xue
            한국어 제목                        | hangugeo-jemog
            हिन्दी में                           | hindii-men
            Søren Østergård                  | soren-ostergard
            Ægir Þórsson                     | aegir-thorsson
            Ðorđe Đukić                      | dorde-dukic
            İbrahim Yıldız                   | ibrahim-yildiz
            Œuvre & ﬁn                       | oeuvre-fin
            Nguyễn Văn Ước                   | nguyen-van-uoc
            عربي                             | rby
            Məmmədov Azərbaycan              | mammadov-azarbaycan
            Әлем                             | alem
            ᲥᲐᲠᲗᲣᲚᲘ                          | kartuli
            അവൻ                              | avn
            佐々木                            | zuo-zuo-mu
            ⴰⵣⵓⵍ                             | yayazyuyal
            ᏣᎳᎩ ꮳꮃꭹ                         | tsalagi-tsalagi
            مدرسة                            | mdrsh
            ＦＵＬＬ　ｗｉｄｔｈ                 | full-width
            𝐁𝐨𝐥𝐝 𝕋𝕖𝕩𝕥                       | bold-text
            """)
    void aNameInAnyScriptGetsLatinWordsWhicheverFormItWasTypedIn(String name, String slug) {
        for (Normalizer.Form form : List.of(Normalizer.Form.NFC, Normalizer.Form.NFD)) {
            assertThat(Slug.derive(Normalizer.normalize(name, form))).contains(slug);
        }
        assertThat(Slug.isValid(slug)).isTrue();
    }

    @Test
    void slugsThatMeetAreNumbered() {
        List<String> candidates = Slug.candidates("quan-li");
        assertThat(candidates).startsWith("quan-li", "quan-li-2", "quan-li-3").allMatch(Slug::isValid);
        assertThat(candidates).allMatch(candidate -> Slug.isCandidate(candidate, "quan-li"));
        assertThat(List.of("quan-lin", "quan-li-10", "quan-li-of-late", "quan"))
                .noneMatch(other -> Slug.isCandidate(other, "quan-li"));
        assertThat(Slug.derive("🎉", "tag")).isEqualTo("tag");
    }

    @ParameterizedTest
    @ValueSource(strings = {"🎉🎉", "???", " ", "—"})
    void aNameWithoutLetterOrDigitHasNone(String name) {
        assertThat(Slug.derive(name)).isEmpty();
    }

    @Test
    void aLongNameIsCutBetweenWords() {
        String slug = Slug.derive("word ".repeat(40)).orElseThrow();
        assertThat(slug).hasSizeLessThanOrEqualTo(80).endsWith("word");
        assertThat(Slug.derive("x".repeat(300)).orElseThrow()).hasSize(80);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", "a-", "a--b", "A", "a b", "a_b", "ä", "a/b", "a\0", "a\n"})
    void whatIsNoSlugIsNotTakenForOne(String text) {
        assertThat(Slug.isValid(text)).isFalse();
    }

    @Test
    void aSlugOverTheLimitIsNone() {
        assertThat(Slug.isValid("a".repeat(Slug.MAX_LENGTH))).isTrue();
        assertThat(Slug.isValid("a".repeat(Slug.MAX_LENGTH + 1))).isFalse();
    }
}
