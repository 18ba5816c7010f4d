package org.pressroom.article.slugs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.pressroom.common.text.Slug;

class ArticleSlugsTest {

    @Test
    void theNameOfAnotherRouteIsNoArticlesSlug() {
        assertThat(ArticleSlugs.fault("stream")).isPresent();
        assertThat(ArticleSlugs.fault("streams")).isEmpty();
        assertThat(ArticleSlugs.candidates("Stream")).startsWith("stream-2").doesNotContain("stream");
    }

    @Test
    void evenATitleWithoutLettersGetsASlug() {
        assertThat(ArticleSlugs.candidates("🎉")).startsWith("article", "article-2");
        assertThat(ArticleSlugs.candidates("🎉")).allMatch(Slug::isValid);
    }
}
