package org.pressroom.comment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.pressroom.testkit.Tokens;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.web.reactive.server.WebTestClient;

/** A reader's name, their addresses and what they wrote stay where they belong. */
@ExtendWith(OutputCaptureExtension.class)
class PrivacyTest extends ServiceTest {

    private static final String NAME = "Zacharias Quux";
    private static final String EMAIL = "zacharias@quux.example";
    private static final String WEBSITE = "https://quux.example";
    private static final String ADDRESS = "203.0.113.77";
    private static final String TEXT = "Zythum and quern";
    private static final String NOTE = "Zacharias again";
    private static final List<String> SECRETS = List.of(NAME, "quux", ADDRESS, "Zythum", NOTE);

    @Test
    void nothingPersonalIsOnTopicsInLogsOrInAnswers(CapturedOutput output) {
        UUID article = article("open");
        WebTestClient reader = client(Tokens.anonymous())
                .mutate()
                .defaultHeader("X-Client-Address", ADDRESS)
                .build();
        Map<String, Object> comment = Map.of(
                "author",
                Map.of("name", NAME, "email", EMAIL, "website", WEBSITE),
                "body",
                TEXT,
                "notifyReplies",
                true);
        Posted posted = post(reader, article, comment);
        awaitStatus(posted, "approved");
        reader.patch()
                .uri("/api/comments/{id}", posted.id())
                .header("X-Edit-Token", posted.editToken())
                .bodyValue(Map.of("body", TEXT + " at the online casino"))
                .exchange()
                .expectStatus()
                .isOk();
        awaitStatus(posted, "held");
        json(moderator
                .post()
                .uri("/api/moderation/decisions")
                .bodyValue(Map.of("commentIds", List.of(posted.id()), "decision", "approve", "reason", NOTE)));
        reader.post()
                .uri("/api/articles/{id}/comments", article)
                .bodyValue(Map.of("author", Map.of("name", NAME, "email", EMAIL), "body", List.of(TEXT)))
                .exchange()
                .expectStatus()
                .isEqualTo(422);

        String answer = thread(article).toString();
        assertThat(decisions(posted)).as("what moderators go by").contains(NOTE, "casino");
        reader.delete()
                .uri("/api/comments/{id}", posted.id())
                .header("X-Edit-Token", posted.editToken())
                .exchange()
                .expectStatus()
                .isNoContent();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(Recorder.types(article, posted.id()))
                .contains("comment.removed.v1", "comment.edited.v1", "comment.held.v1"));

        assertThat(decisions(posted)).contains("approve", "hold").doesNotContain(NOTE, "casino");
        assertThat(Recorder.of(article)).hasSizeGreaterThan(8).allSatisfy(record -> {
            String said = Recorder.text(record);
            SECRETS.forEach(secret -> assertThat(said).doesNotContainIgnoringCase(secret));
            assertThat(said).doesNotContain(posted.editToken());
        });
        SECRETS.forEach(secret -> assertThat(output.getAll()).doesNotContainIgnoringCase(secret));
        assertThat(output.getAll()).doesNotContain(posted.editToken());
        assertThat(answer).contains(NAME, WEBSITE).doesNotContain(EMAIL).doesNotContain(ADDRESS);
    }

    private String decisions(Posted posted) {
        return String.valueOf(
                database.sql("SELECT json_agg(row_to_json(m))::text AS rows FROM moderation m WHERE comment_id = :id")
                        .bind("id", posted.id())
                        .map(row -> row.get("rows", String.class))
                        .one()
                        .block());
    }
}
