package org.pressroom.gateway.views;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What was found out of texts that come again and again. Whoever sends others each time makes it forget, and everybody's is
 * found out anew: that costs less than a record of which was used when.
 */
final class Remembered<T> {

    private static final int MOST = 4_000;

    private final Map<String, T> known = new ConcurrentHashMap<>();
    private final Function<String, T> finder;

    Remembered(Function<String, T> finder) {
        this.finder = finder;
    }

    T of(String text) {
        T found = known.get(text);
        if (found == null) {
            if (known.size() >= MOST) {
                known.clear();
            }
            found = finder.apply(text);
            known.put(text, found);
        }
        return found;
    }
}
