package org.pressroom.gateway.protection;

import java.util.List;
import org.pressroom.gateway.routes.BodyKind;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** How long a body may be on which path. The first rule that fits is taken. */
final class BodyRoutes {

    /**
     * A rule.
     *
     * @param kind whose bodies they are; {@link BodyKind#STAFF} where nobody else has any business with a body there
     */
    record Rule(List<PathPattern> paths, long mostBytes, BodyKind kind) {

        private static Rule of(long mostBytes, BodyKind kind, String... paths) {
            return new Rule(
                    List.of(paths).stream()
                            .map(PathPatternParser.defaultInstance::parse)
                            .toList(),
                    mostBytes,
                    kind);
        }

        private boolean fits(PathContainer path) {
            return paths.stream().anyMatch(pattern -> pattern.matches(path));
        }
    }

    private final List<Rule> rules;
    private final Rule other;

    BodyRoutes(ProtectionProperties properties) {
        long comment = properties.mostComment().toBytes();
        long form = properties.mostForm().toBytes();
        this.rules = List.of(
                Rule.of(
                        comment,
                        BodyKind.COMMENT,
                        "/api/articles/{articleId}/comments",
                        "/api/comments/**",
                        "/articles/{slug}/comments/**"),
                Rule.of(comment, BodyKind.STAFF, "/api/moderation/**"),
                Rule.of(properties.mostBody().toBytes(), BodyKind.STAFF, "/api/articles/**", "/api/drafts/**"),
                Rule.of(form, BodyKind.STAFF, "/api/accounts/**", "/api/tokens/**", "/api/operations/**"),
                Rule.of(form, BodyKind.SIGN_IN, "/api/session"));
        this.other = Rule.of(form, BodyKind.FORM);
    }

    Rule of(PathContainer path) {
        return rules.stream().filter(rule -> rule.fits(path)).findFirst().orElse(other);
    }
}
