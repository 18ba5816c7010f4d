package org.pressroom.gateway.edge;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * The paths whose answers to strangers may be kept, and the query parameters that make a difference there. All other
 * parameters of such a path are dropped before anything sees them, so that they can neither fill the cache nor pass by
 * it.
 */
public final class CacheablePaths {

    private static final Set<String> LIST = Set.of("limit", "after");

    /** How many there are on a page of the site is decided there. */
    private static final Set<String> PAGE = Set.of("after");

    private static final Map<String, Set<String>> EXACT = Map.ofEntries(
            Map.entry("/", PAGE),
            Map.entry("/search", Set.of("q", "after")),
            Map.entry("/feed.atom", Set.of()),
            Map.entry("/feed.rss", Set.of()),
            Map.entry("/feed.json", Set.of()),
            Map.entry("/sitemap.xml", Set.of()),
            Map.entry("/robots.txt", Set.of()),
            Map.entry("/api/articles", Set.of("category", "tag", "author", "q", "limit", "after")),
            Map.entry("/api/categories", LIST),
            Map.entry("/api/tags", LIST),
            Map.entry("/api/authors", LIST));

    private record Rule(PathPattern pattern, Set<String> parameters) {}

    private static final List<Rule> RULES = List.of(
            rule("/articles/{slug}", Set.of("after", "comment")),
            rule("/api/articles/{slug}", Set.of()),
            rule("/api/articles/{id}/comments", Set.of("sort", "limit", "after", "around")),
            rule("/categories/{slug}", PAGE),
            rule("/tags/{slug}", PAGE),
            rule("/authors/{slug}", PAGE),
            rule("/pages/{slug}", Set.of()),
            rule("/categories/{slug}/feed.atom", Set.of()));

    /** A stream has no end that one could wait for. */
    private static final String STREAM = "/api/articles/stream";

    private CacheablePaths() {}

    /** The parameters that count on this path; null where nothing is kept. */
    static @Nullable Set<String> parameters(PathContainer path) {
        Set<String> exact = EXACT.get(path.value());
        if (exact != null) {
            return exact;
        }
        for (Rule rule : RULES) {
            if (rule.pattern().matches(path)) {
                return path.value().equals(STREAM) ? null : rule.parameters();
            }
        }
        return null;
    }

    private static Rule rule(String pattern, Set<String> parameters) {
        return new Rule(PathPatternParser.defaultInstance.parse(pattern), parameters);
    }
}
