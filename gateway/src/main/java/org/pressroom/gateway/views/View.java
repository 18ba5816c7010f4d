package org.pressroom.gateway.views;

import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.validation.Line;

/**
 * What a page tells of itself.
 *
 * @param articleId that it shows
 * @param kind {@code view} when it is shown, which it is where that is left out; {@code read} once it was scrolled through
 * @param source the host of the site that led here, such as {@code news.example}; left out where there is none
 */
record View(
        @NotNull UUID articleId,
        @Nullable String kind,
        @Nullable @Line(max = View.LONGEST_SOURCE) String source) {

    static final String VIEW = "view";
    static final String READ = "read";

    /** RFC 1035, section 2.3.4. */
    static final int LONGEST_SOURCE = 253;

    boolean hasKnownKind() {
        return kind == null || kind.equals(VIEW) || isRead();
    }

    boolean isRead() {
        return READ.equals(kind);
    }
}
