package org.pressroom.common.contract;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that search engines are to find.
 *
 * @param kind {@code article}, {@code page}, {@code tag} or {@code author}
 * @param updatedAt when it was changed last; null where that is not known
 */
public record SitemapEntry(
        String kind, String slug, @Nullable Instant updatedAt) {}
