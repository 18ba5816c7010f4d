package org.pressroom.common.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTargetTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            quoteCharacter = '~',
            value = {
                "/?utm_content=a|b /?utm_content=a%7Cb",
                "/?a={x} /?a=%7Bx%7D",
                "/?a=[x] /?a=%5Bx%5D",
                "/?a=^` /?a=%5E%60",
                "/?a=\\ /?a=%5C",
                "/?a=\"<> /?a=%22%3C%3E",
                "/?utm_campaign=50% /?utm_campaign=50%25",
                "/?a=%zz /?a=%25zz",
                "/?a=%4 /?a=%254",
                "/?a=%%41 /?a=%25%41",
                "/?a=%C3%A4 /?a=%C3%A4",
                "/?a=\u00c3\u00a4 /?a=%C3%A4",
                "/?a=b?c/d:e@f!$&'()*+,;= /?a=b?c/d:e@f!$&'()*+,;=",
                "/articles/a|b /articles/a%7Cb",
                "/tags/[x] /tags/%5Bx%5D",
                "/a%2Fb /a%2Fb",
                "/a%zz%2e /a%25zz.",
                "/api/%73ession /api/session",
                "/articles/%69%6E%6b%2d1%7e%5f /articles/ink-1~_",
                "/a%c3%a4%2f%3f /a%C3%A4%2F%3F",
                "/a?%62 /a?%62",
                "/a\u007fb\u0001c /a%7Fb%01c",
                "/a#b?c /a",
                "/a?b#c /a?b",
                "//a//b //a//b",
                "http://site.example/a|b /a%7Cb",
                "HTTP://Site.Example?a /?a",
                "https://site.example /",
                "http://site.example:80/x /x",
                "https://Site.example:443/x /x",
            })
    void whatBrowsersSendIsEncoded(String target, String expected) {
        String made = RequestTarget.originForm(target, "site.example");

        assertThat(made).isEqualTo(expected);
        assertThat(URI.create("http://site.example" + made).getRawPath()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://other.example/",
                "http://site.example@other.example/",
                "http://site.example:81/",
                "http://site.example:443/",
                "https://site.example:80/",
                "http://site.example\\.other.example/",
                "site.example:443",
                "ftp://site.example/",
                "*",
                "articles",
                "?a",
                ""
            })
    void whatIsNoAddressOfThisHostIsNone(String target) {
        assertThat(RequestTarget.originForm(target, "site.example")).isNull();
    }

    @Test
    void anAbsoluteTargetNeedsAHost() {
        assertThat(RequestTarget.originForm("http://site.example/", null)).isNull();
    }

    @Test
    void noCharacterIsLeftThatCannotBeRead() {
        for (char c = 0; c <= 0x2FF; c++) {
            for (String target : new String[] {"/" + c, "/?" + c, "/a" + c + "%41" + c, "/%" + c + "1"}) {
                String made = Objects.requireNonNull(RequestTarget.originForm(target, null));
                assertThat(URI.create("http://h" + made).getHost()).isEqualTo("h");
                assertThat(RequestTarget.originForm(made, null)).as("twice").isEqualTo(made);
            }
        }
    }
}
