package org.pressroom.gateway.protection;

import java.util.List;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** How long a body may be on which path. The first rule that fits is taken. */
final class BodyRoutes {

    /**
     * A rule.
     *
     * @param staff whether nobody but staff has any business with a body there
     */
    record Rule(List<PathPattern> paths, long mostBytes, boolean staff) {

        private static Rule of(long mostBytes, boolean staff, String... paths) {
            return new Rule(
                    List.of(paths).stream()
                            .map(PathPatternParser.defaultInstance::parse)
                            .toList(),
                    mostBytes,
                    staff);
        }

        private boolean fits(PathContainer path) {
            return paths.stream().anyMatch(pattern -> pattern.matches(path));
        }
    }

    private final List<Rule> rules;
    private final Rule other;

    BodyRoutes(ProtectionProperties properties) {
        long comment = properties.mostComment().toBytes();
        this.rules = List.of(
                Rule.of(
                        comment,
                        false,
                        "/api/articles/{articleId}/comments",
                        "/api/comments/**",
                        "/articles/{slug}/comments/**"),
                Rule.of(comment, true, "/api/moderation/**"),
                Rule.of(properties.mostBody().toBytes(), true, "/api/articles/**", "/api/drafts/**"));
        this.other = Rule.of(properties.mostForm().toBytes(), false);
    }

    Rule of(PathContainer path) {
        return rules.stream().filter(rule -> rule.fits(path)).findFirst().orElse(other);
    }
}
