package org.pressroom.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pressroom.testkit.EmailExamples;
import org.pressroom.testkit.SlugExamples;

/** Addresses and slugs are judged here as everywhere else. */
class ExamplesTest extends ServiceTest {

    @Test
    void anAddressIsTakenWhereMailCanBeSentToIt() {
        for (String email : EmailExamples.TAKEN) {
            assertThat(status(email, Map.of("kind", "all"))).as(email).isEqualTo(202);
        }
        for (String email : EmailExamples.REFUSED) {
            assertThat(status(email, Map.of("kind", "all"))).as(email).isEqualTo(422);
        }
    }

    @Test
    void aTopicIsNamedByASlug() {
        for (String slug : SlugExamples.TAKEN) {
            assertThat(status(address("slugs"), subject("tag", slug))).as(slug).isEqualTo(202);
        }
        for (String slug : SlugExamples.REFUSED) {
            assertThat(status(address("slugs"), subject("tag", slug))).as(slug).isEqualTo(422);
        }
    }

    private int status(String email, Map<String, String> topic) {
        return stranger.post()
                .uri("/api/subscriptions")
                .bodyValue(Map.of("email", email, "topics", List.of(topic), "frequency", "instant"))
                .exchange()
                .returnResult(byte[].class)
                .getStatus()
                .value();
    }
}
