package org.pressroom.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The routes that services offer to clients, as {@code offered-routes.txt} beside this class lists them: {@link RouteRights}
 * holds the list against the controllers of each service, and the gateway's tests its table of routes against the list.
 */
public final class OfferedRoutes {

    private OfferedRoutes() {}

    /**
     * Those of one service.
     *
     * @param service its name, such as {@code article-service}
     * @return each as its method and pattern, such as {@code GET /api/articles/{slug}}
     */
    public static Set<String> of(String service) {
        try (InputStream list =
                Objects.requireNonNull(OfferedRoutes.class.getResourceAsStream("offered-routes.txt"), "the list")) {
            return new String(list.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(service + " "))
                    .map(line -> line.substring(service.length() + 1))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
