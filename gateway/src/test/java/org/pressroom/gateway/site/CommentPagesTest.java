package org.pressroom.gateway.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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
                .path("pressroom-comment", "/articles/ink/comments");
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
                .contains("Your reply to Mira", "Words of Mira.", "name=\"parentId\" value=\"" + FIRST + "\"");
        get("/articles/ink/comments/new?to=" + ANSWER).expectStatus().isNotFound();
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
                        "id=\"comment-email-wrong\">is not an address<",
                        "is too &lt;long&gt;",
                        "Hello\n&lt;b&gt;there");
    }

    @Test
    void nothingTypedIsLostWhenTheServiceDoesNotTakeIt() {
        COMMENTS.answers("POST", THREAD, 409, "{}");
        assertThat(page(send("/articles/ink/comments", FILLED).expectStatus().isEqualTo(409)))
                .contains("takes no more comments", "Hello");
        COMMENTS.answers("POST", THREAD, 429, "not json");
        assertThat(page(send("/articles/ink/comments", FILLED).expectStatus().isEqualTo(429)))
                .contains("a lot at once", "Hello");
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
        COMMENTS.answers("GET", OWN, 200, "{\"id\": \"x\", \"status\": \"held\"}");
        assertThat(received()).contains("A moderator will read it");
        assertThat(COMMENTS.asked("GET").get(0).editToken()).isEqualTo("t-1");
        COMMENTS.answers("GET", OWN, 200, "{\"id\": \"x\", \"status\": \"approved\"}");
        assertThat(received()).contains("Your comment is published", "/articles/ink#comment-" + POSTED);
        COMMENTS.answers("GET", OWN, 200, "{\"id\": \"x\", \"status\": \"rejected\"}");
        assertThat(received()).contains("was not published");
        COMMENTS.answers("GET", OWN, 200, "{\"id\": \"x\", \"status\": \"pending\"}");
        assertThat(received()).contains("It is being checked", "Look again");
        COMMENTS.answers("GET", OWN, 503, "{}");
        assertThat(received()).contains("we have your comment");
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
