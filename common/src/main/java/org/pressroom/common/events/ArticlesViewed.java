package org.pressroom.common.events;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How often articles were viewed and read in a moment: counts alone, nothing of whoever did.
 *
 * @param hour the beginning of the hour in which they were
 */
public record ArticlesViewed(Instant hour, List<Counted> counts) {

    public ArticlesViewed {
        counts = List.copyOf(counts);
    }

    /**
     * Views that have all this in common.
     *
     * @param source the host of the site that led there; null for none, and of reads
     * @param language that the browser asks for, of ISO 639; null where none is known, and of reads
     * @param country of that language, of ISO 3166; null where none is known, and of reads
     * @param reads how often it was scrolled through
     */
    public record Counted(
            UUID articleId,
            @Nullable String source,
            @Nullable String language,
            @Nullable String country,
            long views,
            long reads) {}
}
