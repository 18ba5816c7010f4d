package org.pressroom.common.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebAddressesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.org",
                "http://example.org/",
                "HTTPS://Example.ORG:8443/a/b?c=d&e=f#g",
                "https://straße.de",
                "https://xn--strae-oqa.de/ä/权利?q=ü",
                "https://例え.jp/パス",
                "https://اختبار.example",
                "https://example.org/a|b?x={y}^[z]",
                "https://example.org?q=50%",
                "https://sub-domain.example.org",
                "https://ab--cd.example",
                "https://r3---sn-x.googlevideo.com/a",
                "https://-a-.example.org",
                "https://my_pictures.example.org/a.png",
                "https://نامه\u200Cای.com/",
                "https://fa.wikipedia.org/wiki/می\u200Cخواهم",
                "https://example.org/👨\u200D👩\u200D👧",
                "https://example.org/❤\uFE0F"
            })
    void aPageOnANamedHostIsAWebAddress(String text) {
        assertThat(WebAddresses.isWebAddress(text)).isTrue();
        assertThat(WebAddresses.isPath(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.org",
                "javascript:alert(1)",
                "data:text/html,x",
                "ftp://example.org",
                "//example.org",
                "https:example.org",
                "https:///example.org",
                "https://",
                "https://localhost",
                "https://user@example.org",
                "https://user:secret@example.org",
                "https://good.example\\@evil.example",
                "https://example..org",
                "https://exa$mple.org",
                "https://exa,mple.org",
                "https://exa%6Dple.org",
                "https://exa+mple.org",
                "https://xn--a.example",
                "https://exa mple.org",
                "https://example.org/a b",
                "https://example.org/\"onclick=",
                "https://example.org/<b>",
                "https://example.org/a\nb",
                "https://example.org/a\u200bb",
                "https://example.org/\u202e",
                "https://example.org/\ud800",
                "https://exam\u3164ple.org",
                "https://example.org:99999",
                "https://example.org:x",
                "https://[::1]/"
            })
    void anythingElseIsNone(String text) {
        assertThat(WebAddresses.isWebAddress(text)).isFalse();
    }

    @Test
    void aPathOnThisSiteIsNoPathElsewhere() {
        assertThat(WebAddresses.isPath("/api/media/1/a.png")).isTrue();
        for (String text : new String[] {"/", "//elsewhere.example/a", "/\\elsewhere.example", "a.png", "/a b", ""}) {
            assertThat(WebAddresses.isPath(text)).isFalse();
        }
    }
}
