package org.pressroom.gateway.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.test.web.reactive.server.WebTestClient;

class CommentPagesTest extends SiteFixture {
    private static final String POSTED = "019b0000-0000-7000-8000-000000000009";
    private static final String THREAD = "/api/articles/" + ARTICLE + "/comments";
    private static final String OWN = "/api/comments/" + POSTED;
    private static final String FILLED = "name=Zo%C3%AB&email=zoe%40mail.example&website=&body=Hello%0D%0A%3Cb%3Ethere";

    @BeforeEach
    void publishInk() {
        publish("ink", "Ink", "open");
    }

    @Test
    void aPostedCommentLeadsToAPageThatSaysWhatBecameOfIt() {
        COMMENTS.answers(
                "POST", THREAD, 202, "{\"id\": \"" + POSTED + "\", \"status\": \"pending\", \"editToken\": \"t-1\"}");
        send("/articles/ink/comments", FILLED)
                .expectStatus()
                .isSeeOther()
                .expectHeader()
                .location("/articles/ink/comments/" + POSTED)
                .expectCookie()
                .valueEquals("pressroom-comment", POSTED + ".t-1")
                .expectCookie()
                .httpOnly("pressroom-comment", true)
                .expectCookie()
                .secure("pressroom-comment", true)
                .expectCookie()
                .path("pressroom-comment", "/articles/ink/comments/" + POSTED);
        assertThat(COMMENTS.asked("POST"))
                .singleElement()
                .extracting(PathStub.Asked::body)
                .asString()
                .contains("\"name\":\"Zoë\"", "\"email\":\"zoe@mail.example\"", "\"body\":\"Hello\\n<b>there\"")
                .doesNotContain("website", "parentId");
    }

    @Test
    void theSameFormSentAgainIsTheSameComment() {
        COMMENTS.answers("POST", THREAD, 503, "{}");
        for (String form : List.of(FILLED, FILLED, FILLED + "!", FILLED + "&parentId=" + FIRST)) {
            send("/articles/ink/comments", form).expectStatus().isEqualTo(503);
        }
        List<@Nullable String> keys = COMMENTS.asked("POST").stream()
                .<@Nullable String>map(PathStub.Asked::idempotencyKey)
                .toList();
        assertThat(keys.get(0)).matches("[0-9a-f]{64}").isEqualTo(keys.get(1));
        assertThat(keys.stream().distinct()).hasSize(3);
    }

    @Test
    void aReplyNamesItsParent() {
        COMMENTS.answers("POST", THREAD, 202, "{\"id\": \"" + POSTED + "\", \"editToken\": \"t-1\"}");
        send("/articles/ink/comments", FILLED + "&parentId=" + FIRST)
                .expectStatus()
                .isSeeOther();
        assertThat(COMMENTS.asked("POST").get(0).body()).contains("\"parentId\":\"" + FIRST + "\"");
    }

    @Test
    void theFormOfAReplyShowsWhatItAnswers() {
        COMMENTS.answers("GET", "/api/comments/" + FIRST, 200, comment(FIRST, null, "Mira", ""));
        assertThat(page(get("/articles/ink/comments/new?to=" + FIRST)
                        .expectStatus()
                        .isOk()))
                .contains(
                        "Your reply to \u2068Mira\u2069",
                        "Words of Mira.",
                        "name=\"parentId\" value=\"" + FIRST + "\"");
        // A browser that goes back to it may restore what was typed.
        get("/articles/ink/comments/new?to=" + FIRST).expectHeader().valueEquals("Cache-Control", "no-cache, private");
        get("/articles/ink/comments/new?to=" + ANSWER).expectStatus().isNotFound();
    }

    @ParameterizedTest
    @CsvSource({
        "Plain words, ''",
        "שלום לכולם, he",
        "مرحبا بالجميع, und-Arab",
        "Привет всем, und-Cyrl",
        "नमस्ते दोस्तों, und-Deva",
        "大家好, zh",
        "こんにちは皆さん, ja",
    })
    void theWordsOfACommentSayHowTheyAreWrittenWhereverTheyAreShown(String words, String language) {
        String json = comment(FIRST, null, "Mira", "").replace("<p>Words of Mira.</p>", "<pre>" + words + "</pre>");
        COMMENTS.answers("GET", THREAD, 200, thread(null, json));
        COMMENTS.answers("GET", "/api/comments/" + FIRST, 200, json);
        COMMENTS.answers("GET", OWN, 200, json);
        String lang = language.isEmpty() ? "" : " lang=\"" + language + "\"";
        for (String path : List.of("", "/comments/new?to=" + FIRST, "/comments/" + POSTED)) {
            assertThat(page(get("/articles/ink" + path).expectStatus().isOk()))
                    .contains("<div class=\"comment-body\" dir=\"auto\"" + lang + "><pre tabindex=\"0\">" + words);
        }
    }

    @Test
    void anEmptyFormComesBackWithWhatWasTyped() {
        String page = page(send("/articles/ink/comments", "name=%22%3E%3Cscript%3E&body=&email=")
                .expectStatus()
                .isEqualTo(422)
                .expectHeader()
                .valueEquals("Cache-Control", "no-store"));
        assertThat(page)
                .contains("value=\"&quot;&gt;&lt;script&gt;\"", "Please fill this in.", "aria-invalid=\"true\"")
                .doesNotContain("<script>");
        assertThat(COMMENTS.asked("POST")).isEmpty();
    }

    @Test
    void whatTheServiceFindsWrongStandsBesideItsField() {
        COMMENTS.answers("POST", THREAD, 422, """
                {"title": "Unprocessable", "errors": [{"field": "author.email", "message": "is not an address"},
                 {"field": "body", "message": "is too <long>"}]}
                """);
        assertThat(page(send("/articles/ink/comments", FILLED).expectStatus().isEqualTo(422)))
                .contains(
                        "id=\"comment-email-wrong\">Please give an address",
                        "id=\"comment-text-wrong\">That cannot be shown, or is too long.",
                        "marked fields",
                        "Hello\n&lt;b&gt;there")
                .doesNotContain("is not an address", "is too &lt;long&gt;");
    }

    @Test
    void whereNoFieldIsWrongNoneIsSaidToBeMarked() {
        for (String errors : List.of("[]", "[{\"field\": \"other\", \"message\": \"is odd\"}]")) {
            COMMENTS.answers("POST", THREAD, 422, "{\"errors\": %s}".formatted(errors));
            assertThat(page(send("/articles/ink/comments", FILLED)
                            .expectStatus()
                            .isEqualTo(422)))
                    .contains("not taken as it was sent", "Hello")
                    .doesNotContain("marked fields");
        }
    }

    @Test
    void anAnswerToACommentThatWasTakenAwayCanBeSentAsACommentOfItsOwn() {
        COMMENTS.answers(
                "POST",
                THREAD,
                422,
                "{\"errors\": [{\"field\": \"parentId\", \"message\": \"is no comment of this thread\"}]}");
        assertThat(page(send("/articles/ink/comments", FILLED + "&parentId=" + FIRST)
                        .expectStatus()
                        .isEqualTo(422)))
                .contains("was taken away", "Hello", "Post comment")
                .doesNotContain("name=\"parentId\"", "marked fields");
    }

    @Test
    void aRefusedReplyStillShowsWhatItAnswers() {
        COMMENTS.answers("GET", "/api/comments/" + FIRST, 200, comment(FIRST, null, "Mira", ""));
        String empty = "name=&body=&email=&parentId=" + FIRST;
        assertThat(page(send("/articles/ink/comments", empty).expectStatus().isEqualTo(422)))
                .contains("Your reply to Mira", "Words of Mira.");
        COMMENTS.answers("POST", THREAD, 429, "{}");
        assertThat(page(send("/articles/ink/comments", FILLED + "&parentId=" + FIRST)
                        .expectStatus()
                        .isEqualTo(429)))
                .contains("Your reply to Mira", "Words of Mira.", "name=\"parentId\" value=\"" + FIRST + "\"", "Hello");
    }

    @Test
    void noFormIsOfferedForWhatCannotBeAnswered() {
        String foreign = comment(FIRST, null, "Mira", "").replace(ARTICLE, POSTED);
        COMMENTS.answers("GET", "/api/comments/" + FIRST, 200, foreign);
        get("/articles/ink/comments/new?to=" + FIRST).expectStatus().isNotFound();
        COMMENTS.answers("GET", "/api/comments/" + FIRST, 200, comment(FIRST, null, "Mira", ""));
        publish("ink", "Ink", "closed");
        get("/articles/ink/comments/new?to=" + FIRST)
                .expectStatus()
                .isSeeOther()
                .expectHeader()
                .location("/articles/ink?comment=" + FIRST + "#comment-" + FIRST);
    }

    @Test
    void theSameWordsAreANewCommentOnceTheFirstIsTakenBack() {
        COMMENTS.answers("POST", THREAD, 202, "{\"id\": \"" + POSTED + "\", \"editToken\": \"t-1\"}");
        own("approved", Instant.now().plusSeconds(60));
        send("/articles/ink/comments", FILLED).expectStatus().isSeeOther();
        assertThat(COMMENTS.asked("POST")).hasSize(1);
        own("deleted", Instant.now().plusSeconds(60));
        send("/articles/ink/comments", FILLED).expectStatus().isSeeOther();
        List<PathStub.Asked> posts = COMMENTS.asked("POST");
        assertThat(posts.get(1).idempotencyKey()).isEqualTo(posts.get(0).idempotencyKey());
        assertThat(posts.get(2).idempotencyKey()).isNotEqualTo(posts.get(0).idempotencyKey());
    }

    @Test
    void nothingTypedIsLostWhenTheServiceDoesNotTakeIt() {
        COMMENTS.answers("POST", THREAD, 409, "{}");
        assertThat(page(send("/articles/ink/comments", FILLED).expectStatus().isEqualTo(409)))
                .contains("takes no more comments", "Hello");
        COMMENTS.answers("POST", THREAD, 429, "not json");
        assertThat(page(send("/articles/ink/comments", FILLED).expectStatus().isEqualTo(429)))
                .contains("a lot at once", "Hello");
        COMMENTS.answers("POST", THREAD, 413, "{}");
        assertThat(page(send("/articles/ink/comments", FILLED).expectStatus().isEqualTo(413)))
                .contains("id=\"comment-text-wrong\">That cannot be shown, or is too long.", "Hello");
        COMMENTS.answers("POST", THREAD, 503, "{}");
        assertThat(page(send("/articles/ink/comments", FILLED).expectStatus().isEqualTo(503)))
                .contains("Nothing is lost", "Hello");
    }

    @Test
    void aCommentOnAnUnknownArticleIs404() {
        send("/articles/other/comments", FILLED).expectStatus().isNotFound();
    }

    @Test
    void theWriterSeesWhatBecameOfTheComment() {
        own("held", Instant.now().minusSeconds(1));
        assertThat(received()).contains("A moderator will read it");
        assertThat(COMMENTS.asked("GET").get(0).editToken()).isEqualTo("t-1");
        own("approved", Instant.now().minusSeconds(1));
        assertThat(received())
                .contains("Your comment is published", "/articles/ink?comment=" + POSTED + "#comment-" + POSTED);
        own("rejected", Instant.now().minusSeconds(1));
        assertThat(received()).contains("was not published");
        own("pending", Instant.now().minusSeconds(1));
        assertThat(received()).contains("It is being checked", "Look again");
        COMMENTS.answers("GET", OWN, 503, "{}");
        assertThat(received()).contains("we have your comment");
    }

    @ParameterizedTest
    @CsvSource({"pending, true, true", "held, true, true", "approved, true, true", "rejected, false, true"})
    void theWriterReadsChangesAndTakesBackWhatWasWritten(String status, boolean edits, boolean deletes) {
        own(status, Instant.now().plusSeconds(60));
        String page = received();
        assertThat(page).contains("<p>Hi <em>there</em></p>");
        assertThat(page.contains("name=\"body\"")).isEqualTo(edits);
        assertThat(page.contains(">Hi *there*</textarea>")).isEqualTo(edits);
        assertThat(page.contains("name=\"delete\"")).isEqualTo(deletes);
        assertThat(page).doesNotContain("t-1");
    }

    @Test
    void afterTheWindowTheWriterReadsAlone() {
        own("held", Instant.now().minusSeconds(1));
        assertThat(received()).contains("<em>there</em>").doesNotContain("name=\"body\"", "name=\"delete\"");
    }

    @Test
    void aChangeIsSentWithTheTokenAndLeadsBack() {
        COMMENTS.answers("PATCH", OWN, 200, "{\"id\": \"" + POSTED + "\", \"status\": \"pending\"}");
        change("body=New%0D%0Atext", true)
                .expectStatus()
                .isSeeOther()
                .expectHeader()
                .location("/articles/ink/comments/" + POSTED);
        assertThat(COMMENTS.asked("PATCH")).singleElement().satisfies(asked -> {
            assertThat(asked.editToken()).isEqualTo("t-1");
            assertThat(asked.body()).isEqualTo("{\"body\":\"New\\ntext\"}");
        });
        COMMENTS.answers("DELETE", OWN, 204, "");
        change("delete=true", true).expectStatus().isSeeOther();
        assertThat(COMMENTS.asked("DELETE"))
                .singleElement()
                .extracting(PathStub.Asked::editToken)
                .isEqualTo("t-1");
    }

    @Test
    void withoutTheTokenNothingIsChanged() {
        change("body=New", false).expectStatus().isSeeOther();
        change("delete=true", false).expectStatus().isSeeOther();
        assertThat(COMMENTS.asked("PATCH")).isEmpty();
        assertThat(COMMENTS.asked("DELETE")).isEmpty();
        send("/articles/ink/comments/x", "body=New").expectStatus().isNotFound();
    }

    @ParameterizedTest
    @CsvSource({
        "409, 409, time for changing",
        "404, 404, time for changing",
        "413, 413, or is too long",
        "422, 422, or is too long",
        "429, 429, a lot at once",
        "503, 503, Nothing is lost",
        "400, 400, not taken as it was sent"
    })
    void aChangeThatIsNotTakenComesBackWithWhatWasTyped(int answer, int status, String said) {
        COMMENTS.answers(
                "PATCH",
                OWN,
                answer,
                "{\"errors\": %s}"
                        .formatted(answer == 422 ? "[{\"field\": \"body\", \"message\": \"is too long\"}]" : "[]"));
        // In time, too late, taken away, and with the service away.
        for (int look : List.of(0, 1, 2, 3)) {
            if (look < 2) {
                own("held", Instant.now().plusSeconds(look == 0 ? 60 : -60));
            } else {
                COMMENTS.answers("GET", OWN, look == 2 ? 404 : 503, "{}");
            }
            String page = page(change("body=New%20%3Cb%3E", true).expectStatus().isEqualTo(status));
            assertThat(page).contains(said, ">New &lt;b&gt;</textarea>", "role=\"alert\"");
            assertThat(page.contains("readonly")).isEqualTo(said.startsWith("time"));
        }
    }

    @Test
    void anEmptyChangeIsNotSent() {
        own("held", Instant.now().plusSeconds(60));
        assertThat(page(change("body=+", true).expectStatus().isEqualTo(422))).contains("Please fill this in.");
        assertThat(COMMENTS.asked("PATCH")).isEmpty();
    }

    private static void own(String status, Instant until) {
        COMMENTS.answers("GET", OWN, 200, """
                {"id": "%s", "articleId": "%s", "parentId": null, "depth": 0, "status": "%s",
                 "author": {"name": "Mira", "website": null, "verified": false, "staff": false},
                 "bodyHtml": "<p>Hi <em>there</em></p>", "createdAt": "2026-11-02T10:00:00Z", "editedAt": null,
                 "replyCount": 0, "score": 0, "body": "Hi *there*", "editableUntil": "%s"}
                """.formatted(POSTED, ARTICLE, status, until));
    }

    private WebTestClient.ResponseSpec change(String form, boolean withToken) {
        WebTestClient.RequestBodySpec request = browser.post()
                .uri("/articles/ink/comments/" + POSTED)
                .header("Content-Type", "application/x-www-form-urlencoded");
        return (withToken ? request.cookie("pressroom-comment", POSTED + ".t-1") : request)
                .bodyValue(form)
                .exchange();
    }

    @Test
    void anotherBrowserIsToldNothing() {
        assertThat(page(get("/articles/ink/comments/" + POSTED).expectStatus().isOk()))
                .contains("not here any more");
        assertThat(COMMENTS.asked("GET").get(0).editToken()).isNull();
    }

    @Test
    void theAddressOfTheFormLeadsToTheThread() {
        get("/articles/ink/comments").expectStatus().isSeeOther().expectHeader().location("/articles/ink#comments");
    }

    private String received() {
        return page(browser.get()
                .uri("/articles/ink/comments/" + POSTED)
                .cookie("pressroom-comment", POSTED + ".t-1")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("Cache-Control", "no-store"));
    }
}
