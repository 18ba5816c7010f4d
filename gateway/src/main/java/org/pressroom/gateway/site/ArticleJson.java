package org.pressroom.gateway.site;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An article as the article service answers it; in a list without body, {@code seo} and comment policy. */
@JsonIgnoreProperties(ignoreUnknown = true)
record ArticleJson(
        UUID id,
        String slug,
        String title,
        @Nullable String summary,
        Named author,
        @Nullable Named category,
        @Nullable List<Named> tags,
        @Nullable Instant publishedAt,
        @Nullable Instant updatedAt,
        int readingMinutes,
        long commentCount,
        @Nullable String cover,
        @Nullable String bodyHtml,
        @Nullable Seo seo,
        @Nullable String commentPolicy) {

    boolean takesComments() {
        return !"closed".equals(commentPolicy);
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Named(String slug, String name) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Seo(
            @Nullable String title,
            @Nullable String description,
            @Nullable String canonicalUrl) {}
}
