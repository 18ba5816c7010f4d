package org.pressroom.article.searching;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.PlainJava;

/**
 * An article as it goes into the index.
 *
 * @param language as of BCP 47
 * @param bodyHtml null where not everybody may read it: it is not to be guessed by searching either
 * @param categories addresses of its category and of those above it, former ones too
 * @param tagSlugs addresses of its tags, former ones too
 * @param authors addresses of all its authors
 */
@PlainJava
record IndexedArticle(
        UUID id,
        long version,
        String kind,
        String language,
        Instant publishedAt,
        String title,
        @Nullable String summary,
        @Nullable String bodyHtml,
        List<String> tagNames,
        List<String> tagSlugs,
        List<String> categories,
        List<String> authors) {}
