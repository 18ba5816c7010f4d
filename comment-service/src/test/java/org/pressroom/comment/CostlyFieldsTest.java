package org.pressroom.comment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pressroom.common.ids.Ids;
import org.pressroom.common.validation.TextLimits;
import org.pressroom.testkit.CostlyText;

/** Whatever stands in a field is answered, however long it is; the client's patience is all that is measured. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CostlyFieldsTest extends ServiceTest {

    private static final int WHOLE_BODY = 50_000;

    private UUID article = new UUID(0, 0);

    @BeforeAll
    void anArticle() {
        clients();
        article = article("open");
    }

    static Stream<String> names() {
        return Stream.concat(CostlyText.of(TextLimits.SIGNATURE), CostlyText.of("a", WHOLE_BODY));
    }

    @ParameterizedTest
    @MethodSource("names")
    void aName(String name) {
        answered(author(name, email(), "https://example.org"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void anAddress(String text) {
        answered(author("Rita", "a" + text + "@example.org", "https://example.org"));
        answered(author("Rita", "a@a" + text + ".example", "https://example.org"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void aWebsite(String text) {
        answered(author("Rita", email(), "https://a" + text + ".example"));
        answered(author("Rita", email(), "https://example.org/" + text));
    }

    private static String email() {
        return Ids.next() + "@example.org";
    }

    private static Map<String, String> author(String name, String email, String website) {
        return Map.of("name", name, "email", email, "website", website);
    }

    private void answered(Map<String, String> author) {
        int status = stranger.post()
                .uri("/api/articles/{id}/comments", article)
                .bodyValue(Map.of("author", author, "body", "Hello"))
                .exchange()
                .expectBody()
                .returnResult()
                .getStatus()
                .value();
        assertThat(status).isIn(202, 422);
    }
}
