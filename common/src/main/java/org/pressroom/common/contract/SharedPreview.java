package org.pressroom.common.contract;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A draft as somebody reads it who was given a link to it.
 *
 * @param summary null where its writer gave none
 * @param author the first of its authors
 * @param authors in the order of the byline; that one alone where an older service does not say
 * @param category its name, for none may be called so yet; null for none
 * @param tags their names
 * @param updatedAt when it was saved last
 * @param cover null for none
 * @param kind {@code article} or {@code page}
 * @param language as of BCP 47; null where an older service does not say
 * @param bodyHtml safe to show as it is
 * @param expiresAt when the link stops to lead here
 */
public record SharedPreview(
        String slug,
        String title,
        @Nullable String summary,
        Named author,
        List<Named> authors,
        @Nullable String category,
        List<String> tags,
        Instant updatedAt,
        int readingMinutes,
        @Nullable Cover cover,
        String kind,
        @Nullable String language,
        String bodyHtml,
        Instant expiresAt) {

    public SharedPreview {
        authors = authors == null ? List.of(author) : authors;
    }
}
