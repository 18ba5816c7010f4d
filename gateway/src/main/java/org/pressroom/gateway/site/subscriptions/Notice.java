package org.pressroom.gateway.site.subscriptions;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A page that says one thing, and may offer one button.
 *
 * @param name which of the {@code notice.*} messages
 * @param action where the button posts, or null for no button
 * @param fields what it posts, each field with its values
 * @param chosen what it is about, or null where it says nothing of that
 */
record Notice(
        String name,
        @Nullable String action,
        Map<String, List<String>> fields,
        @Nullable Chosen chosen) {
    static Notice saying(String name) {
        return new Notice(name, null, Map.of(), null);
    }

    static Notice asking(String name, String action, Map<String, List<String>> fields) {
        return new Notice(name, action, fields, null);
    }

    Notice about(Chosen what) {
        return new Notice(name, action, fields, what);
    }
}
