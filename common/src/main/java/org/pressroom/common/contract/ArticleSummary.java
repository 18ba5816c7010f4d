package org.pressroom.common.contract;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An article in a list.
 *
 * @param summary null where its writer gave none
 * @param publishedAt when its current publication began
 * @param readingMinutes at least 1
 * @param commentCount how many comments readers see
 * @param cover address of a picture
 */
public record ArticleSummary(
        UUID id,
        String slug,
        String title,
        @Nullable String summary,
        Named author,
        @Nullable Named category,
        List<Named> tags,
        Instant publishedAt,
        Instant updatedAt,
        int readingMinutes,
        long commentCount,
        @Nullable String cover) {}
