package org.pressroom.comment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.pressroom.testkit.Tokens;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

class CommentingTest extends ServiceTest {

    @Test
    void anOrdinaryCommentIsApprovedAndAppearsInTheThread() {
        UUID article = article("open");

        Posted posted = posted(article, comment("I agree with *most* of this."), "approved");

        assertThat(posted.status()).isEqualTo("pending");
        assertThat(posted.editableUntil()).isAfter(Instant.now().plus(Duration.ofMinutes(10)));
        assertThat(thread(article)).singleElement().satisfies(comment -> {
            assertThat(comment.propertyNames())
                    .containsExactlyInAnyOrder(
                            "id",
                            "parentId",
                            "depth",
                            "author",
                            "bodyHtml",
                            "createdAt",
                            "editedAt",
                            "replyCount",
                            "score");
            assertThat(comment.path("id").asString()).isEqualTo(posted.id().toString());
            assertThat(comment.path("parentId").isNull()).isTrue();
            assertThat(comment.path("depth").asInt()).isZero();
            assertThat(comment.path("bodyHtml").asString()).isEqualTo("<p>I agree with <em>most</em> of this.</p>");
            assertThat(comment.path("author"))
                    .isEqualTo(JSON.readTree(
                            "{\"name\":\"Rita Reader\",\"website\":null,\"verified\":false,\"staff\":false}"));
        });
    }

    @Test
    void aNewCommentsPlaceIsTold() {
        UUID article = article("moderated");

        stranger.post()
                .uri("/api/articles/{id}/comments", article)
                .bodyValue(comment("Hello"))
                .exchange()
                .expectStatus()
                .isAccepted()
                .expectHeader()
                .valueMatches("Location", "/api/comments/[0-9a-f-]{36}")
                .expectHeader()
                .valueMatches("Cache-Control", "no-store");
    }

    @Test
    void theSameIdempotencyKeyPostsOnce() {
        UUID article = article("open");
        Map<String, Object> comment = comment("Only once, please");
        String key = UUID.randomUUID().toString();
        WebTestClient client =
                stranger.mutate().defaultHeader("Idempotency-Key", key).build();

        Posted first = post(client, article, comment);
        Posted second = post(client, article, comment);

        assertThat(second).isEqualTo(first);
        awaitStatus(first, "approved");
        assertThat(thread(article)).hasSize(1);
        client.post()
                .uri("/api/articles/{id}/comments", article)
                .bodyValue(comment("Something else"))
                .exchange()
                .expectStatus()
                .isEqualTo(409);
    }

    @Test
    void repliesStandBeneathWhatTheyAnswerDownToALimit() {
        UUID article = article("open");
        Posted above = posted(article, comment("Depth 0"), "approved");
        for (int depth = 1; depth <= 7; depth++) {
            Posted reply = posted(article, reply("Depth " + depth, above.id()), "approved");
            assertPlace(reply, depth, above);
            assertThat(own(above).path("replyCount").asInt()).isEqualTo(1);
            above = reply;
        }
        database.sql("UPDATE comment SET depth = 99 WHERE id = :id")
                .bind("id", above.id())
                .then()
                .block();
        Posted deepest = posted(article, reply("As deep as it goes", above.id()), "approved");
        assertPlace(deepest, 100, above);
        assertPlace(posted(article, reply("Deeper", deepest.id()), "approved"), 100, above);
    }

    private void assertPlace(Posted reply, int depth, Posted parent) {
        assertThat(own(reply).path("depth").asInt()).isEqualTo(depth);
        assertThat(own(reply).path("parentId").asString()).isEqualTo(parent.id().toString());
    }

    @Test
    void onlyAnApprovedCommentOfTheSameThreadCanBeAnswered() {
        UUID article = article("open");
        UUID moderated = article("moderated");
        Posted elsewhere = posted(article, comment("In another thread"), "approved");
        Posted held = posted(moderated, comment("Not yet public"), "held");

        for (UUID parent : List.of(elsewhere.id(), held.id(), UUID.randomUUID())) {
            stranger.post()
                    .uri("/api/articles/{id}/comments", moderated)
                    .bodyValue(reply("A reply", parent))
                    .exchange()
                    .expectStatus()
                    .isEqualTo(422)
                    .expectBody()
                    .jsonPath("$.errors[0].field")
                    .isEqualTo("parentId");
        }
    }

    @Test
    void theStaffSignWithTheNameOfTheirAccount() {
        UUID article = article("open");
        WebTestClient staff = client(Tokens.account(UUID.randomUUID(), "edna", "Edna Editor", "editor"));

        Posted posted = post(staff, article, Map.of("body", "Signed"));
        Posted withAuthor = post(staff, article, comment("Also signed"));
        awaitStatus(posted, "approved");
        awaitStatus(withAuthor, "approved");

        assertThat(thread(article)).hasSize(2).allSatisfy(comment -> {
            assertThat(comment.path("author").path("name").asString()).isEqualTo("Edna Editor");
            assertThat(comment.path("author").path("staff").asBoolean()).isTrue();
        });
    }

    @Test
    void aPendingOrHeldCommentIsSeenByItsAuthorAlone() {
        UUID article = article("moderated");
        Posted posted = posted(article, comment("For my eyes"), "held");

        assertThat(own(posted).path("body").asString()).isEqualTo("For my eyes");
        stranger.get()
                .uri("/api/comments/{id}", posted.id())
                .exchange()
                .expectStatus()
                .isNotFound();
        stranger.get()
                .uri("/api/comments/{id}", posted.id())
                .header("X-Edit-Token", "wrong")
                .exchange()
                .expectStatus()
                .isNotFound();
        assertThat(thread(article)).isEmpty();
    }

    @Test
    void anApprovedCommentIsSeenByAllWithoutItsAuthorsSecrets() {
        Posted posted = posted(article("open"), comment("For everybody"), "approved");

        JsonNode seen = json(stranger.get().uri("/api/comments/{id}", posted.id()));

        assertThat(seen.path("status").asString()).isEqualTo("approved");
        assertThat(seen.propertyNames()).doesNotContain("body", "editableUntil", "editToken");
    }

    /** As while the projection of articles is built anew. */
    @Test
    void whoWroteACommentSeesItThoughItsArticleIsNotKnownJustNow() {
        UUID article = article("open");
        Posted posted = posted(article, comment("Still mine"), "approved");
        database.sql("DELETE FROM article WHERE id = :id")
                .bind("id", article)
                .then()
                .block();

        assertThat(own(posted).path("body").asString()).isEqualTo("Still mine");
        stranger.get()
                .uri("/api/comments/{id}", posted.id())
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    @Test
    void anEditIsJudgedAndThenShown() {
        UUID article = article("open");
        Posted posted = posted(article, comment("Before"), "approved");

        JsonNode answer = edit(posted, "After");

        assertThat(answer.path("status").asString()).isEqualTo("pending");
        assertThat(answer.path("bodyHtml").asString()).isEqualTo("<p>After</p>");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(thread(article)).singleElement().satisfies(comment -> {
                    assertThat(comment.path("bodyHtml").asString()).isEqualTo("<p>After</p>");
                    assertThat(comment.path("editedAt").isNull()).isFalse();
                }));
        assertThat(own(posted).path("status").asString()).isEqualTo("approved");
    }

    @Test
    void anEditThatIsHeldTakesTheCommentOutOfTheThread() {
        UUID article = article("open");
        Posted posted = posted(article, comment("Harmless"), "approved");

        edit(posted, "Now come to the online casino");

        awaitStatus(posted, "held");
        assertThat(thread(article)).isEmpty();
    }

    @Test
    void aHeldCommentThatIsMadeHarmlessIsApproved() {
        UUID article = article("open");
        Posted posted = posted(article, comment("https://a.test https://b.test https://c.test"), "held");

        edit(posted, "One link is enough: https://a.test");

        awaitStatus(posted, "approved");
        assertThat(thread(article)).hasSize(1);
    }

    @Test
    void aCommentTakenBackIsGone() {
        UUID article = article("open");
        Posted posted = posted(article, comment("Regretted"), "approved");

        take(posted, 204);

        assertThat(thread(article)).isEmpty();
        assertThat(own(posted).path("status").asString()).isEqualTo("deleted");
        assertThat(own(posted).toString()).doesNotContain("Regretted").doesNotContain("Rita");
        take(posted, 404);
        assertThat(Boolean.TRUE.equals(database.sql(
                                "SELECT author_email IS NULL AND author_name = '' AND body = '' AS wiped FROM comment WHERE id = :id")
                        .bind("id", posted.id())
                        .map(row -> row.get("wiped", Boolean.class))
                        .one()
                        .block()))
                .isTrue();
    }

    @Test
    void aCommentTakenBackKeepsItsPlaceWhileItHasReplies() {
        UUID article = article("open");
        Posted parent = posted(article, comment("Parent"), "approved");
        Posted child = posted(article, reply("Child", parent.id()), "approved");
        Posted grandchild = posted(article, reply("Grandchild", child.id()), "approved");

        take(parent, 204);
        take(child, 204);

        assertThat(thread(article)).hasSize(3).element(0).satisfies(gone -> {
            assertThat(gone.path("status").asString()).isEqualTo("deleted");
            assertThat(gone.path("bodyHtml").asString()).isEmpty();
            assertThat(gone.path("author").path("name").asString()).isEmpty();
            assertThat(gone.path("replyCount").asInt()).isEqualTo(1);
        });
        take(grandchild, 204);
        assertThat(thread(article)).isEmpty();
    }

    @Test
    void afterTheWindowACommentStaysAsItIs() {
        Posted posted = posted(article("open"), comment("Too late"), "approved");
        database.sql("UPDATE comment SET editable_until = now() - interval '1 second' WHERE id = :id")
                .bind("id", posted.id())
                .then()
                .block();

        take(posted, 409);
        stranger.patch()
                .uri("/api/comments/{id}", posted.id())
                .header("X-Edit-Token", posted.editToken())
                .bodyValue(Map.of("body", "After"))
                .exchange()
                .expectStatus()
                .isEqualTo(409);
    }

    @Test
    void whoWroteACommentIsToldThatItIsNotModified() {
        Posted posted = posted(article("open"), comment("Mine"), "approved");

        String tag =
                String.valueOf(answered(posted, posted.editToken(), "", 200).getETag());

        HttpHeaders unchanged = answered(posted, posted.editToken(), tag, 304);
        assertThat(unchanged.getETag()).isEqualTo(tag);
        assertThat(unchanged.getCacheControl()).isEqualTo("no-store");
        // What everybody sees is another representation.
        answered(posted, "", tag, 200);
        edit(posted, "After");
        answered(posted, posted.editToken(), tag, 200);
    }

    private HttpHeaders answered(Posted posted, String editToken, String known, int status) {
        return stranger.get()
                .uri("/api/comments/{id}", posted.id())
                .header("X-Edit-Token", editToken)
                .header(HttpHeaders.IF_NONE_MATCH, known)
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectBody()
                .returnResult()
                .getResponseHeaders();
    }

    @Test
    void theTokenIsKeptAsAHashAlone() {
        Posted posted = post(article("open"), comment("Secret"));

        String row = database.sql("SELECT row_to_json(c)::text AS row FROM comment c WHERE id = :id")
                .bind("id", posted.id())
                .map(it -> it.get("row", String.class))
                .one()
                .block();
        assertThat(row).doesNotContain(posted.editToken());
    }

    private void take(Posted posted, int status) {
        stranger.delete()
                .uri("/api/comments/{id}", posted.id())
                .header("X-Edit-Token", posted.editToken())
                .exchange()
                .expectStatus()
                .isEqualTo(status);
    }
}
