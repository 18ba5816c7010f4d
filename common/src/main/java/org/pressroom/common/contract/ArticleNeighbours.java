package org.pressroom.common.contract;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where reading goes on from an article: in its language, and none of its translations.
 *
 * @param newer the one that was published after it; null for the newest
 * @param older the one that was published before it; null for the first
 * @param related those that it shares most with, which are none where it has no tag and no category: those with the rarest
 *     tags in common first, and of several the newest
 */
public record ArticleNeighbours(
        @Nullable ArticleSummary newer, @Nullable ArticleSummary older, List<ArticleSummary> related) {

    public ArticleNeighbours {
        related = related == null ? List.of() : List.copyOf(related);
    }

    /** Nothing. */
    public static final ArticleNeighbours NONE = new ArticleNeighbours(null, null, List.of());

    /** All articles that are shown. */
    public Stream<UUID> ids() {
        return Stream.concat(Stream.of(newer, older).flatMap(Stream::ofNullable), related.stream())
                .map(ArticleSummary::id);
    }
}
