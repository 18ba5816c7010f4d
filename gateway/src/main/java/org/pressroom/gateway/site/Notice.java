package org.pressroom.gateway.site;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A page that says one thing, and may offer one button.
 *
 * @param name which of the {@code notice.*} messages
 * @param action where the button posts, or null for no button
 * @param fields what it posts
 */
record Notice(String name, @Nullable String action, Map<String, String> fields) {
    static Notice saying(String name) {
        return new Notice(name, null, Map.of());
    }

    static Notice asking(String name, String action, Map<String, String> fields) {
        return new Notice(name, action, fields);
    }
}
