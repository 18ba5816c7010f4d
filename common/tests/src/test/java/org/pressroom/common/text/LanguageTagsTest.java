package org.pressroom.common.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageTagsTest {

    @ParameterizedTest
    @CsvSource({
        "de, de, Deutsch",
        "DE, de, Deutsch",
        "pt-br, pt-BR, Português (Brasil)",
        "zh-hant, zh-Hant, 中文 (繁體)",
        "hi, hi, हिन्दी",
        "ar, ar, العربية",
        "iw, he, עברית",
        "sr-latn-rs, sr-Latn-RS, 'Srpski (latinica, Srbija)'",
        "i-klingon, tlh, Klingon",
        "xyq, xyq, Xyq",
    })
    void eachIsWrittenInOneWayAndHasAName(String typed, String tag, String name) {
        assertThat(LanguageTags.canonical(typed)).contains(tag);
        assertThat(LanguageTags.ownName(tag)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "d",
                "German",
                "de_DE",
                "de ",
                "de\n",
                "de-",
                "und",
                "und-Latn",
                "x-klingon",
                "de-x-house",
                "de-u-co-phonebk",
                "дe",
                "de-\u202eDE",
                "de'; DROP TABLE draft; --",
                "aaa-bbb-ccc-ddd-eeee-ff-ggggg-hhhhh-iiiii",
            })
    void whatTellsOfNoLanguageIsNone(String typed) {
        assertThat(LanguageTags.canonical(typed)).isEmpty();
    }
}
