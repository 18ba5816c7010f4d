package org.pressroom.subscription;

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
    private static final Set<String> EDITORS = Set.of("editor", "admin");

    @Autowired
    private ApplicationContext context;

    @TestFactory
    Stream<DynamicTest> whoMayNotIsToldSoWhateverElseIsWrong() {
        return RouteRights.of(
                context,
                port,
                Map.ofEntries(
                        Map.entry("GET /api/articles/stream", ANYBODY),
                        Map.entry("POST /api/subscriptions", ANYBODY),
                        Map.entry("GET /api/subscriptions/confirmation", ANYBODY),
                        Map.entry("POST /api/subscriptions/confirmation", ANYBODY),
                        Map.entry("GET /api/subscriptions/{manageToken}", ANYBODY),
                        Map.entry("GET /api/readers/{readerToken}", ANYBODY),
                        Map.entry("PATCH /api/subscriptions/{manageToken}", ANYBODY),
                        Map.entry("DELETE /api/subscriptions/{manageToken}", ANYBODY),
                        Map.entry("POST /subscriptions/unsubscribe", ANYBODY),
                        Map.entry("GET /api/notifications", EDITORS),
                        Map.entry("GET /api/notifications/{id}/deliveries", EDITORS),
                        Map.entry("GET /api/subscribers", ADMINS),
                        Map.entry("GET /api/statistics/subscriptions", EDITORS),
                        Map.entry("POST /internal/staff-mails", ADMINS),
                        Map.entry("POST /internal/password-mails", ADMINS),
                        Map.entry("GET /internal/dead-letters", ADMINS),
                        Map.entry("POST /internal/dead-letters/replays", ADMINS)));
    }
}
