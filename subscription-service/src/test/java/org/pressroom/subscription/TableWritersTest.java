package org.pressroom.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pressroom.testkit.TableWriters;

/** Each table has one package that writes it: the others ask that package, or read. */
class TableWritersTest {

    @Test
    void eachTableHasOneWriter() {
        assertThat(TableWriters.of("org.pressroom.subscription"))
                .isEqualTo(Map.ofEntries(
                        Map.entry("article", Set.of("articles")),
                        Map.entry("topic_name", Set.of("articles")),
                        Map.entry("delivery", Set.of("delivery")),
                        Map.entry("delivery_count", Set.of("delivery")),
                        Map.entry("delivery_queue", Set.of("delivery")),
                        Map.entry("delivery_target", Set.of("delivery")),
                        Map.entry("delivery_worker", Set.of("delivery")),
                        Map.entry("notification", Set.of("notifying")),
                        Map.entry("requested_mail", Set.of("subscribing")),
                        Map.entry("sign_up", Set.of("subscribing")),
                        Map.entry("staff_mail", Set.of("staffmail")),
                        Map.entry("subscription", Set.of("subscribing")),
                        Map.entry("subscription_request", Set.of("subscribing")),
                        Map.entry("subscription_topic", Set.of("subscribing"))));
    }
}
