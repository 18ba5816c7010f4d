package org.pressroom.common.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What is subscribed to, as people read it.
 *
 * @param kind {@code all}, {@code category}, {@code tag} or {@code author}
 * @param key a slug; null for {@code all}
 * @param name what the category, tag or author is called; missing where no article was published with it
 */
public record TopicView(
        String kind,
        @Nullable String key,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String name) {

    /** What a reader calls it; empty for {@code all}. */
    public String label() {
        return name != null ? name : key == null ? "" : key;
    }
}
