package org.pressroom.article.naming;

import static org.assertj.core.api.Assertions.assertThat;

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
            """)
    void aNameInAnyScriptGetsLatinWords(String name, String slug) {
        assertThat(Slug.derive(name)).contains(slug);
        assertThat(Slug.isValid(slug)).isTrue();
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

    @Test
    void theNameOfAnotherRouteIsNoArticlesSlug() {
        assertThat(ArticleSlugs.fault("stream")).isPresent();
        assertThat(ArticleSlugs.fault("streams")).isEmpty();
        assertThat(ArticleSlugs.candidates("Stream")).startsWith("stream-2").doesNotContain("stream");
    }

    @Test
    void evenATitleWithoutLettersGetsASlug() {
        assertThat(ArticleSlugs.candidates("🎉")).startsWith("article", "article-2");
        assertThat(Slug.isValid(ArticleSlugs.unlikely("🎉"))).isTrue();
    }
}
