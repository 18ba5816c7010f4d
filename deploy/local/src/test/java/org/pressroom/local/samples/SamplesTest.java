package org.pressroom.local.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

class SamplesTest {
    @Test
    void everySampleIsWellFormed() throws Exception {
        Set<String> categories = new HashSet<>();
        List<SampleArticle> articles = articles();
        assertThat(articles).hasSizeBetween(6, 8);
        for (SampleArticle article : articles) {
            assertThat(article.slug()).matches("[a-z0-9]+(-[a-z0-9]+)*");
            assertThat(article.summary().length()).isBetween(40, 300);
            assertThat(article.tags()).isNotEmpty().doesNotContain("");
            assertThat(article.body()).hasSizeGreaterThan(500).doesNotStartWith("---");
            categories.add(article.category());
        }
        assertThat(categories).hasSizeGreaterThan(3);
    }

    @Test
    void everyCommentBelongsToAnArticle() throws Exception {
        List<String> slugs = articles().stream().map(SampleArticle::slug).toList();
        List<SampleComment> comments = JsonMapper.builder()
                .build()
                .readValue(Samples.text("comments.json"), new TypeReference<List<SampleComment>>() {});
        assertThat(comments).isNotEmpty().allSatisfy(comment -> assertThat(slugs)
                .contains(comment.article()));
        assertThat(comments).anySatisfy(comment -> assertThat(comment.replies()).isNotEmpty());
    }

    @Test
    void frontMatterIsTakenApartFromTheText() {
        SampleArticle article = SampleArticle.parse(
                "one",
                "---\ntitle: One: a story\nsummary: Short\ncategory: Notes\ntags: a, b c\n---\n\n# Text\n\n---\n\nend\n");
        assertThat(article)
                .isEqualTo(new SampleArticle(
                        "one", "One: a story", "Short", "Notes", List.of("a", "b c"), "# Text\n\n---\n\nend\n"));
        assertThatThrownBy(() -> SampleArticle.parse("two", "# Text\n")).hasMessageContaining("two");
        assertThatThrownBy(() -> SampleArticle.parse("two", "---\ntitle: Two\n---\nText\n"))
                .hasMessageContaining("no summary");
    }

    private static List<SampleArticle> articles() throws IOException {
        List<SampleArticle> articles = new ArrayList<>();
        for (String slug : Samples.text("index.txt").lines().toList()) {
            articles.add(SampleArticle.parse(slug, Samples.text(slug + ".md")));
        }
        return articles;
    }
}
