package org.pressroom.gateway.site.subscriptions;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/**
 * What is subscribed to.
 *
 * @param kind {@code all}, {@code category}, {@code tag} or {@code author}
 * @param key null for everything
 * @param name what it is called; null where the service does not know
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record SubscribedTopic(
        String kind, @Nullable String key, @Nullable String name) {

    /** As forms send it: {@code all}, or kind and key such as {@code category:essays}. */
    public String value() {
        return key == null ? kind : kind + ":" + key;
    }

    /** What a reader calls it. Public, as all that templates reach. */
    public String label() {
        return name != null ? name : key == null ? "" : key;
    }
}
