package org.pressroom.comment;

import static org.pressroom.testkit.RouteRights.ANYBODY;

import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.pressroom.testkit.RouteRights;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Which routes are for whom. */
class RightsTest extends ServiceTest {

    private static final Set<String> ADMINS = Set.of("admin");
    private static final Set<String> MODERATORS = Set.of("moderator", "editor", "admin");

    @Autowired
    private ApplicationContext context;

    @TestFactory
    Stream<DynamicTest> whoMayNotIsToldSoWhateverElseIsWrong() {
        return RouteRights.of(
                context,
                port,
                Map.ofEntries(
                        Map.entry("GET /api/articles/{articleId}/comments", ANYBODY),
                        Map.entry("GET /api/articles/{articleId}/comments/stream", ANYBODY),
                        Map.entry("POST /api/articles/{articleId}/comments", ANYBODY),
                        Map.entry("GET /api/comments/{id}", ANYBODY),
                        Map.entry("PATCH /api/comments/{id}", ANYBODY),
                        Map.entry("DELETE /api/comments/{id}", ANYBODY),
                        Map.entry("GET /api/moderation/comments", MODERATORS),
                        Map.entry("GET /api/moderation/comments/{id}/history", MODERATORS),
                        Map.entry("POST /api/moderation/decisions", MODERATORS),
                        Map.entry("GET /api/statistics/comments", MODERATORS),
                        Map.entry("GET /internal/dead-letters", ADMINS),
                        Map.entry("POST /internal/dead-letters/replays", ADMINS)));
    }
}
