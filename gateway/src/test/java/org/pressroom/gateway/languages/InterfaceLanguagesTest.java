package org.pressroom.gateway.languages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.pressroom.gateway.SiteProperties;
import org.pressroom.gateway.cookies.LanguageCookie;

class InterfaceLanguagesTest {

    private static final InterfaceLanguages LANGUAGES = of("en", "http://site.example");

    private static InterfaceLanguages of(String own, String url) {
        return new InterfaceLanguages(
                new LanguageProperties(
                        Locale.forLanguageTag(own),
                        Stream.of("en", "de", "hi", "ar")
                                .map(Locale::forLanguageTag)
                                .toList()),
                new LanguageCookie(new SiteProperties(url, "Site", "")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            de                                | de
            DE                                | de
            de-AT, de;q=0.9, en;q=0.5         | de
            fr-FR, fr;q=0.9, hi;q=0.8, en;q=.5| hi
            fr, ar-EG;q=0.4, de;q=0.3         | ar
            en;q=0.2, de;q=0.8                | de
            de;q=0.8, hi;q=0.8                | de
            de;q=0, ar;q=0.001                | ar
            de;q=1.000                        | de
            fr                                | en
            *                                 | en
            fr, *;q=0.1, de;q=0.05            | en
            """)
    void theFirstThatIsWishedForIsSpoken(String wish, String language) {
        assertThat(LANGUAGES.of(List.of(), wish)).isEqualTo(language);
    }

    static Stream<String> noWishes() {
        return Stream.of(
                "",
                ",,,",
                ";;q=",
                "de;q=2",
                "de;q=-1",
                "de;q=1.001",
                "de;q=0.5555",
                "de;q=½",
                "de;q=",
                "de;level=1",
                "de_DE",
                "deutsch",
                "\u0000\r\n",
                "../../etc/passwd",
                "🇩🇪",
                "de," + "x".repeat(500),
                "fr,".repeat(5000) + "de");
    }

    @ParameterizedTest
    @MethodSource("noWishes")
    void whatIsNoWishIsAnsweredInTheSitesOwn(String wish) {
        assertThat(LANGUAGES.of(List.of(), wish)).isEqualTo("en");
    }

    @Test
    void whatAReaderChoseGoesBeforeWhatTheBrowserWishes() {
        assertThat(LANGUAGES.of(List.of("a=b; SITE-LANGUAGE=hi; c=d"), "de")).isEqualTo("hi");
        assertThat(LANGUAGES.of(List.of("a=b", "SITE-LANGUAGE=ar"), null)).isEqualTo("ar");
        assertThat(LANGUAGES.of(List.of("XSITE-LANGUAGE=hi;SITE-LANGUAGE=ar"), "de"))
                .isEqualTo("ar");
    }

    @ParameterizedTest
    @CsvSource({"SITE-LANGUAGE=fr", "SITE-LANGUAGE=", "SITE-LANGUAGE=<script>", "__Host-SITE-LANGUAGE=hi", "LANGUAGE=hi"
    })
    void aCookieOfNoneOfTheseIsNone(String cookie) {
        assertThat(LANGUAGES.of(List.of(cookie), "de")).isEqualTo("de");
    }

    @Test
    void overTlsTheCookieThatBelongsToThisHostCountsAlone() {
        InterfaceLanguages overTls = of("en", "https://site.example");
        assertThat(overTls.of(List.of("SITE-LANGUAGE=hi"), "de")).isEqualTo("de");
        assertThat(overTls.of(List.of("__Host-SITE-LANGUAGE=hi"), "de")).isEqualTo("hi");
    }

    @Test
    void theSitesOwnIsAmongThemAndForWhoWishesForNone() {
        InterfaceLanguages french = of("fr-CA", "http://site.example");
        assertThat(french.of(List.of(), "it")).isEqualTo("fr-CA");
        assertThat(french.of(List.of(), "fr")).isEqualTo("fr-CA");
        assertThat(french.of(List.of(), "en-US")).isEqualTo("en");
        assertThat(french.all()).hasSize(5);
        assertThat(of("de", "http://site.example").all()).hasSize(4);
    }
}
