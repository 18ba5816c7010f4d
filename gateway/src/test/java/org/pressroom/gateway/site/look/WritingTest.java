package org.pressroom.gateway.site.look;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pressroom.gateway.settings.SiteSettings;
import org.pressroom.gateway.settings.SiteState;

class WritingTest {

    /** What a page of the same script says of its language is no worse a guess than none. */
    @ParameterizedTest
    @CsvSource({
        "en, Über Schreibkräfte, ''",
        "en, مرحبا بالعالم, und-Arab",
        "fa, مرحبا بالعالم, ''",
        "ur, مرحبا بالعالم, ''",
        "ar, Über Schreibkräfte, und-Latn",
        "ar, מדריך קצר לדפוס, he",
        "ru, История печати, ''",
        "sr, Историја штампе, ''",
        "sr-Latn, Историја штампе, und-Cyrl",
        "hi, मुद्रण का इतिहास, ''",
        "de, मुद्रण का इतिहास, und-Deva",
        "de, মুদ্রণের ইতিহাস, und-Beng",
        "de, የኅትመት ታሪክ, und-Ethi",
        "de, 中文排版, zh",
        "zh, 中文排版, ''",
        "zh-TW, 中文排版, ''",
        "ja, 活版印刷, ''",
        "ko, 活版印刷, ''",
        "ko, 活版印刷のすすめ, ja",
        "de, 1986, ''",
        "de, 𝐇𝐞𝐥𝐥𝐨 𝐭𝐡𝐞𝐫𝐞, ''",
        "de, '', ''",
    })
    void aLanguageIsSaidWhereThePageWouldSayAnother(String page, String text, String language) {
        assertThat(Writing.of(text).languageOn(site(page, page))).isEqualTo(language.isEmpty() ? null : language);
    }

    /** Of a text of which nothing is known the publication's own language is meant, whatever its reader is spoken to in. */
    @ParameterizedTest
    @CsvSource({
        "en, de, Über Schreibkräfte, en",
        "en, ar, On typists, en",
        "de, de, Über Schreibkräfte, ''",
        "hi, en, मुद्रण का इतिहास, hi",
        "en, hi, मुद्रण का इतिहास, und-Deva",
        "en, ar, مرحبا بالعالم, und-Arab",
        "ar, de, 1986, ''",
    })
    void whatNothingIsSaidOfIsInThePublicationsLanguage(String own, String page, String text, String language) {
        assertThat(Writing.of(text).languageOn(site(own, page))).isEqualTo(language.isEmpty() ? null : language);
    }

    private static SiteInfo site(String own, String page) {
        Locale spoken = Locale.forLanguageTag(page);
        return new SiteInfo(
                "Site",
                "",
                "https://press.example",
                page,
                Writing.dir(spoken),
                Writing.script(spoken),
                own,
                Writing.script(Locale.forLanguageTag(own)),
                List.of(),
                "/assets",
                false,
                Look.of(new SiteState(SiteSettings.NONE, Map.of(), 1, null), false));
    }
}
