package org.pressroom.comment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.pressroom.testkit.EmailExamples;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Whoever comments gives an address that is judged as everywhere else. */
class EmailExamplesTest extends ServiceTest {

    @Test
    void anAddressIsTakenWhereMailCanBeSentToIt() {
        UUID article = article("open");
        for (String email : EmailExamples.TAKEN) {
            assertThat(status(article, email)).as(email).isEqualTo(202);
        }
        for (String email : EmailExamples.REFUSED) {
            assertThat(status(article, email)).as(email).isEqualTo(422);
        }
    }

    private int status(UUID article, String email) {
        WebTestClient.ResponseSpec answer = stranger.post()
                .uri("/api/articles/{id}/comments", article)
                .bodyValue(Map.of("author", Map.of("name", "Rita Reader", "email", email), "body", "From " + email))
                .exchange();
        return answer.returnResult(byte[].class).getStatus().value();
    }
}
