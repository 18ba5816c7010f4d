package org.pressroom.gateway.site.calls;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of a list, as every service answers it: the items, and the cursor of the next page if there is one. */
public record Listed<T>(List<T> items, @Nullable String next) {
    static <T> Listed<T> none() {
        return new Listed<>(List.of(), null);
    }
}
