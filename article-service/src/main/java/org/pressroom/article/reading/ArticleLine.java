package org.pressroom.article.reading;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An article in a list.
 *
 * @param readingMinutes at least 1
 * @param cover address of a picture
 */
record ArticleLine(
        UUID id,
        String slug,
        String title,
        @Nullable String summary,
        Name author,
        @Nullable Name category,
        List<Name> tags,
        Instant publishedAt,
        Instant updatedAt,
        int readingMinutes,
        long commentCount,
        @Nullable String cover) {}
