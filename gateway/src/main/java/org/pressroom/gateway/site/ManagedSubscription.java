package org.pressroom.gateway.site;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A subscription as its owner sees it.
 *
 * @param status {@code pending}, {@code confirmed} or {@code ended}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record ManagedSubscription(String status, List<Subject> topics) {

    /** What is subscribed to; the key is null for everything. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Subject(String kind, @Nullable String key) {}

    /** What was chosen out of everything; empty where it was not narrowed. */
    public List<Subject> chosen() {
        return topics.stream().filter(topic -> topic.key() != null).toList();
    }
}
