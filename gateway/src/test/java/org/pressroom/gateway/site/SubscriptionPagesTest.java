package org.pressroom.gateway.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SubscriptionPagesTest extends SiteFixture {

    private static final String READER = "r".repeat(64);
    private static final String FORMER = "f".repeat(64);

    @Test
    void subscribingLeadsToTheMailbox() {
        SUBSCRIPTIONS.answers("POST", "/api/subscriptions", 202, "{}");
        send("/subscriptions", "email=+zoe%40mail.example+&topic=category%3Acraft")
                .expectStatus()
                .isSeeOther()
                .expectHeader()
                .location("/subscriptions/check-mail");
        assertThat(SUBSCRIPTIONS.asked("POST").get(0).body())
                .contains(
                        "\"email\":\"zoe@mail.example\"", "\"kind\":\"category\"", "\"key\":\"craft\"", "\"instant\"");
        assertThat(page(get("/subscriptions/check-mail").expectStatus().isOk())).contains("Check your mail");
    }

    @Test
    void aTopicThatNoFormSendsCountsAsEverything() {
        SUBSCRIPTIONS.answers("POST", "/api/subscriptions", 202, "");
        send("/subscriptions", "email=zoe%40mail.example&topic=%22thread%3Ax")
                .expectStatus()
                .isSeeOther();
        assertThat(SUBSCRIPTIONS.asked("POST").get(0).body()).contains("\"topics\":[{\"kind\":\"all\"}]");
    }

    @Test
    void aWrongAddressComesBackAsItWasTyped() {
        SUBSCRIPTIONS.answers(
                "POST", "/api/subscriptions", 422, "{\"errors\": [{\"field\": \"email\", \"message\": \"no\"}]}");
        assertThat(page(send("/subscriptions", "email=%3Cb%3E").expectStatus().isEqualTo(422)))
                .contains("value=\"&lt;b&gt;\"", "name@example.org");
        assertThat(page(send("/subscriptions", "").expectStatus().isEqualTo(422)))
                .contains("Please fill this in.");
        SUBSCRIPTIONS.answers("POST", "/api/subscriptions", 503, "{}");
        assertThat(page(send("/subscriptions", "email=a%40b.example")
                        .expectStatus()
                        .isEqualTo(503)))
                .contains("Nothing is lost", "a@b.example");
    }

    @Test
    void theChosenTopicIsStillChosenWhenTheFormComesBack() {
        assertThat(page(send("/subscriptions", "email=&topic=category%3Acraft")
                        .expectStatus()
                        .isEqualTo(422)))
                .contains("name=\"topic\" value=\"category:craft\"");
    }

    @Test
    void theOfferMayBeFoundAndTheOtherPagesMayNot() {
        SUBSCRIPTIONS
                .answers(
                        "GET",
                        "/api/subscriptions/confirmation?token=good",
                        200,
                        asked(topic("category", "craft", "Craft")))
                .answers("GET", "/api/subscriptions/good", 200, managed("confirmed", topic("tag", "ink", "Ink")));
        assertThat(page(get("/subscriptions").expectStatus().isOk()))
                .doesNotContain("noindex")
                .contains("<meta name=\"description\" content=\"Get new articles of The Daily Proof by e-mail")
                .contains("<link rel=\"canonical\" href=\"https://press.example/subscriptions\">")
                .contains("autocomplete=\"email\"", "<label for=\"subscribe-email\"");
        for (String address : List.of(
                "/subscriptions/check-mail",
                "/subscriptions/confirm?token=good",
                "/subscriptions/confirmed",
                "/subscriptions/erased",
                "/subscriptions/manage?token=good",
                "/subscriptions/unsubscribe?token=good")) {
            assertThat(page(get(address).expectStatus().isOk()))
                    .as(address)
                    .contains("<meta name=\"robots\" content=\"noindex\">");
        }
    }

    @Test
    void aLinkInAMailShowsAButtonAndChangesNothing() {
        SUBSCRIPTIONS.answers(
                "GET",
                "/api/subscriptions/confirmation?token=a%22b",
                200,
                asked(topic("category", "craft", "Craft & <Care>")));
        assertThat(page(get("/subscriptions/confirm?token=a%22b").expectStatus().isOk()))
                .contains("method=\"post\"", "name=\"token\" value=\"a&quot;b\"", "Confirm subscription")
                .contains(
                        "Confirm that you would like a mail for \u2068each new article in \u2068Craft &amp; &lt;Care&gt;\u2069\u2069.");
        assertThat(page(get("/subscriptions/unsubscribe?token=a%2Bb%26c")
                        .expectStatus()
                        .isOk()))
                .contains("action=\"/subscriptions/unsubscribe?token=a%2Bb%26c\"", "value=\"One-Click\"");
        assertThat(SUBSCRIPTIONS.asked("POST")).isEmpty();
        get("/subscriptions/confirm").expectStatus().isBadRequest();
        get("/subscriptions/unsubscribe").expectStatus().isBadRequest();
    }

    static Stream<Arguments> choices() {
        return Stream.of(
                Arguments.of(topic("all", null, null), List.of("a mail for \u2068each new article\u2069.")),
                Arguments.of(
                        topic("category", "craft", "Craft"), List.of("each new article in \u2068Craft\u2069\u2069.")),
                Arguments.of(
                        topic("tag", "ink", "Ink"), List.of("each new article with the tag \u2068Ink\u2069\u2069.")),
                Arguments.of(
                        topic("author", "ada", "Ada Kern"), List.of("each new article by \u2068Ada Kern\u2069\u2069.")),
                Arguments.of(
                        topic("tag", "ink", null), List.of("each new article with the tag \u2068ink\u2069\u2069.")),
                Arguments.of(
                        topic("category", "craft", "Craft") + "," + topic("author", "ada", "Ada {0} 'Kern'"),
                        List.of(
                                "one of these 2 topics",
                                "In the category \u2068Craft\u2069",
                                "By \u2068Ada {0} &#39;Kern&#39;\u2069")));
    }

    @ParameterizedTest
    @MethodSource("choices")
    void whatWasChosenIsSaidByItsName(String topics, List<String> said) {
        SUBSCRIPTIONS
                .answers("GET", "/api/subscriptions/confirmation?token=good", 200, asked(topics))
                .answers("GET", "/api/subscriptions/good", 200, managed("confirmed", topics));

        assertThat(page(get("/subscriptions/confirm?token=good").expectStatus().isOk()))
                .contains(said);
        assertThat(page(get("/subscriptions/manage?token=good").expectStatus().isOk()))
                .contains(said.stream().map(each -> each.replaceAll("\\.$", "")).toList());
    }

    @Test
    void theButtonConfirmsAndShowsWhatIsSentFromNowOn() {
        SUBSCRIPTIONS
                .answers(
                        "POST",
                        "/api/subscriptions/confirmation",
                        200,
                        "{\"status\":\"confirmed\",\"manageToken\":\"mine\",\"readerToken\":\"my-reading\"}")
                .answers(
                        "GET",
                        "/api/subscriptions/mine",
                        200,
                        managed("confirmed", topic("category", "craft", "Craft")));
        send("/subscriptions/confirm", "token=good")
                .expectStatus()
                .isSeeOther()
                .expectHeader()
                .location("/subscriptions/manage?token=mine&said=confirmed")
                .expectCookie()
                .valueEquals("__Host-PRESSROOM_READER", "my-reading");
        assertThat(SUBSCRIPTIONS.asked("POST").get(0).body()).isEqualTo("{\"token\":\"good\"}");
        assertThat(page(get("/subscriptions/manage?token=mine&said=confirmed")
                        .expectStatus()
                        .isOk()))
                .contains("You are subscribed", "each new article in \u2068Craft");
    }

    @ParameterizedTest
    @CsvSource({
        "article=ink-and-oil, /articles/ink-and-oil",
        "article=, /",
        "x=y, /",
        "article=%2F%2Fevil.example, /",
        "article=..%2Fdesk, /"
    })
    void theLinkInAMailSignsAReaderIn(String query, String then) {
        SUBSCRIPTIONS.answers("GET", "/api/readers/" + READER, 200, "{\"since\":\"2026-11-01T08:00:00Z\"}");
        get("/subscriptions/read?token=" + READER + "&" + query)
                .expectStatus()
                .isSeeOther()
                .expectHeader()
                .location(then)
                .expectHeader()
                .value("Set-Cookie", cookie -> assertThat(cookie)
                        .startsWith("__Host-PRESSROOM_READER=" + READER + ";")
                        .contains("Path=/;", "HttpOnly", "Secure", "SameSite=Lax"));
    }

    @Test
    void aLinkThatReadsNothingAnyMoreSaysSo() {
        for (String query :
                List.of("", "?token=", "?token=short", "?token=" + FORMER, "?token=" + FORMER + "&article=ink")) {
            assertThat(page(get("/subscriptions/read" + query)
                            .expectStatus()
                            .isNotFound()
                            .expectHeader()
                            .doesNotExist("Set-Cookie")))
                    .contains("This link does not let you in any more");
        }
        SUBSCRIPTIONS.answers("GET", "/api/readers/" + FORMER, 503, "{}");
        get("/subscriptions/read?token=" + FORMER)
                .expectStatus()
                .isEqualTo(503)
                .expectHeader()
                .doesNotExist("Set-Cookie");
    }

    @Test
    void aReaderSignsOut() {
        send("/subscriptions/read/end", "")
                .expectStatus()
                .isSeeOther()
                .expectHeader()
                .location("/")
                .expectCookie()
                .maxAge("__Host-PRESSROOM_READER", Duration.ZERO);
    }

    @Test
    void aLinkThatWasUsedSaysSoAndOpensNothing() {
        SUBSCRIPTIONS
                .answers(
                        "POST",
                        "/api/subscriptions/confirmation",
                        200,
                        "{\"status\":\"confirmed\",\"alreadyConfirmed\":true}")
                .answers(
                        "GET",
                        "/api/subscriptions/confirmation?token=used",
                        200,
                        "{\"status\":\"confirmed\",\"alreadyConfirmed\":true}");
        assertThat(page(get("/subscriptions/confirm?token=used").expectStatus().isOk()))
                .contains("This is confirmed already")
                .doesNotContain("<form class=\"actions\"", "manage?token");
        send("/subscriptions/confirm", "token=used")
                .expectStatus()
                .isSeeOther()
                .expectHeader()
                .location("/subscriptions/confirmed");
        assertThat(page(get("/subscriptions/confirmed").expectStatus().isOk())).contains("This is confirmed already");
    }

    @Test
    void aLinkCanBeUsedWhileNobodyKnowsWhatItIsAbout() {
        SUBSCRIPTIONS.answers("GET", "/api/subscriptions/confirmation?token=good", 503, "{}");
        assertThat(page(get("/subscriptions/confirm?token=good").expectStatus().isOk()))
                .contains("name=\"token\" value=\"good\"", "what you chose");
    }

    @Test
    void aTokenThatIsNoGoodIsSaidToBeSo() {
        assertThat(page(get("/subscriptions/confirm?token=bad").expectStatus().isNotFound()))
                .contains("does not work any more");
        assertThat(page(send("/subscriptions/confirm", "token=bad")
                        .expectStatus()
                        .isNotFound()))
                .contains("does not work any more");
        SUBSCRIPTIONS.answers("POST", "/api/subscriptions/confirmation", 500, "{}");
        assertThat(page(send("/subscriptions/confirm", "token=good")
                        .expectStatus()
                        .isEqualTo(503)))
                .contains("did not work just now");
    }

    // ---- what is refused ----

    @ParameterizedTest
    @CsvSource({
        "400, '', not taken as it was sent",
        "403, '', not taken as it was sent",
        "409, '', not taken as it was sent",
        "413, '', not taken as it was sent",
        "422, email, name@example.org",
        "422, topics, not to be had any more",
        "422, topics[0].key, not to be had any more",
        "422, frequency, not taken as it was sent",
        "429, '', a lot at once",
        "503, '', could not be sent just now"
    })
    void whatIsSaidOfASubscriptionThatIsRefusedIsWhatWasWrong(int status, String field, String said) {
        SUBSCRIPTIONS.answers("POST", "/api/subscriptions", status, wrong(field));
        String page = page(send("/subscriptions", "email=zoe%40mail.example&topic=category%3AA%C3%B1o")
                .expectStatus()
                .isEqualTo(status));
        assertThat(page).contains(said, "value=\"zoe@mail.example\"");
        assertThat(page.contains("aria-invalid=\"true\"")).isEqualTo(field.equals("email"));
        assertThat(page.contains("name=\"topic\" value=\"all\"")).isEqualTo(field.startsWith("topics"));
    }

    private static String wrong(String field) {
        return field.isEmpty() ? "{}" : "{\"errors\": [{\"field\": \"" + field + "\", \"message\": \"no\"}]}";
    }

    @ParameterizedTest
    @CsvSource({"category:craft, false, true", "all, true, false"})
    void whatAPageOfferedIsStillOfferedWhenTheFormComesBack(String topic, boolean everything, boolean craft) {
        ARTICLES.answers("GET", "/api/articles?limit=1&category=craft", 200, list(null, article("ink", "Ink", "open")));
        String page = page(send("/subscriptions", "email=&offered=category%3Acraft&topic=" + topic)
                .expectStatus()
                .isEqualTo(422));
        assertThat(page).contains("name=\"offered\" value=\"category:craft\"", ">Craft</bdi>", ">Everything</bdi>");
        assertThat(page.contains("checked value=\"all\"")).isEqualTo(everything);
        assertThat(page.contains("checked value=\"category:craft\"")).isEqualTo(craft);
    }

    static Stream<Arguments> posts() {
        return Stream.of(
                Arguments.of(
                        "POST",
                        "/api/subscriptions/confirmation",
                        "/subscriptions/confirm",
                        "token=good",
                        List.of("name=\"token\" value=\"good\"")),
                Arguments.of(
                        "POST",
                        "/subscriptions/unsubscribe?token=good",
                        "/subscriptions/unsubscribe?token=good",
                        "List-Unsubscribe=One-Click",
                        List.of("name=\"List-Unsubscribe\" value=\"One-Click\"")),
                Arguments.of(
                        "DELETE",
                        "/api/subscriptions/good?erase=true",
                        "/subscriptions/manage",
                        "token=good&action=erase",
                        List.of("name=\"token\" value=\"good\"", "name=\"action\" value=\"erase\"")),
                Arguments.of(
                        "PATCH",
                        "/api/subscriptions/good",
                        "/subscriptions/manage",
                        "token=good&action=save&topic=tag%3Aink&topic=tag%3Apaper",
                        List.of(
                                "name=\"token\" value=\"good\"",
                                "name=\"action\" value=\"save\"",
                                "name=\"topic\" value=\"tag:ink\"",
                                "name=\"topic\" value=\"tag:paper\"")));
    }

    @ParameterizedTest
    @MethodSource("posts")
    void whatDidNotWorkCanBeSentAgainFromThePageThatSaysSo(
            String method, String asked, String address, String body, List<String> fields) {
        Map<Integer, String> said = Map.of(
                403, "did not work just now", 413, "did not work just now", 429, "a lot at once", 503, "did not work");
        said.forEach((status, words) -> {
            SUBSCRIPTIONS.answers(method, asked, status, "{}");
            assertThat(page(send(address, body).expectStatus().isEqualTo(status)))
                    .contains(words, "action=\"" + address + "\"", "Try again")
                    .contains(fields);
        });
        SUBSCRIPTIONS.answersLate(method, asked, "{}");
        assertThat(page(send(address, body).expectStatus().isEqualTo(503))).contains(fields);
        SUBSCRIPTIONS.answers(method, asked, 404, "{}");
        assertThat(page(send(address, body).expectStatus().isNotFound()))
                .contains("does not work any more")
                .doesNotContain("Try again");
    }

    @Test
    void aSubscriptionThatIsFullSaysWhatToDo() {
        SUBSCRIPTIONS.answers("POST", "/api/subscriptions/confirmation", 409, "{}");
        assertThat(page(send("/subscriptions/confirm", "token=good")
                        .expectStatus()
                        .isEqualTo(409)))
                .contains("too many topics")
                .doesNotContain("does not work any more");
    }

    @Test
    void marksThatAreRefusedAreKeptWhileTheSubscriptionCannotBeShown() {
        SUBSCRIPTIONS
                .answers("PATCH", "/api/subscriptions/good", 422, wrong("topics"))
                .answers("GET", "/api/subscriptions/good", 503, "{}");
        assertThat(page(send("/subscriptions/manage", "token=good&action=save&topic=tag%3Aink")
                        .expectStatus()
                        .isEqualTo(503)))
                .contains("Try again", "name=\"topic\" value=\"tag:ink\"");
    }

    @Test
    void oneClickUnsubscribesWithoutACookieOrASecondPage() {
        SUBSCRIPTIONS.answers("POST", "/subscriptions/unsubscribe?token=a%2Bb", 200, "");
        assertThat(page(send("/subscriptions/unsubscribe?token=a%2Bb", "List-Unsubscribe=One-Click")
                        .expectStatus()
                        .isOk()
                        .expectHeader()
                        .doesNotExist("Set-Cookie")))
                .contains("You are unsubscribed");
    }

    @Test
    void theManageLinkShowsWhatIsSubscribedToAndWhatCouldBe() {
        ARTICLES.answers("GET", "/api/categories", 200, list(null, category("craft"), category("essays")));
        SUBSCRIPTIONS.answers(
                "GET",
                "/api/subscriptions/good",
                200,
                managed("confirmed", topic("tag", "<ink>", null) + "," + topic("category", "craft", "Craft")));
        String page =
                page(get("/subscriptions/manage?token=good").expectStatus().isOk());
        assertThat(page)
                .contains("With the tag \u2068&lt;ink&gt;\u2069", "name=\"token\" value=\"good\"", "zoe@mail.example")
                .contains("checked value=\"tag:&lt;ink&gt;\"", "checked value=\"category:craft\"")
                .contains("value=\"all\">");
        get("/subscriptions/manage?token=wrong").expectStatus().isNotFound();
        get("/subscriptions/manage").expectStatus().isNotFound();
    }

    @Test
    void whatIsSentCanBeChanged() {
        SUBSCRIPTIONS
                .answers("PATCH", "/api/subscriptions/good", 200, managed("confirmed", topic("all", null, null)))
                .answers("GET", "/api/subscriptions/good", 200, managed("confirmed", topic("all", null, null)));
        send("/subscriptions/manage", "token=good&action=save&topic=category%3Acraft&topic=tag%3Aink&topic=%22x%3Ay")
                .expectStatus()
                .isSeeOther()
                .expectHeader()
                .location("/subscriptions/manage?token=good&said=saved");
        String sent = SUBSCRIPTIONS.asked("PATCH").get(0).body();
        assertThat(sent).contains("\"key\":\"craft\"", "\"key\":\"ink\"").doesNotContain("\"y\"", "\"all\"");
        assertThat(page(get("/subscriptions/manage?token=good&said=saved")
                        .expectStatus()
                        .isOk()))
                .contains("Saved");
        send("/subscriptions/manage", "token=good&action=save&topic=all&topic=tag%3Aink")
                .expectStatus()
                .isSeeOther();
        assertThat(SUBSCRIPTIONS.asked("PATCH").get(1).body()).isEqualTo("{\"topics\":[{\"kind\":\"all\"}]}");
    }

    @Test
    void aChangeThatIsNotTakenSaysWhyAndKeepsWhatWasMarked() {
        SUBSCRIPTIONS
                .answers("PATCH", "/api/subscriptions/good", 422, "{\"errors\": []}")
                .answers(
                        "GET",
                        "/api/subscriptions/good",
                        200,
                        managed("confirmed", topic("category", "craft", "Craft") + "," + topic("tag", "ink", "Ink")));
        assertThat(page(send("/subscriptions/manage", "token=good&action=save")
                        .expectStatus()
                        .isEqualTo(422)))
                .contains("Choose at least one")
                .doesNotContain(" checked");
        assertThat(page(send("/subscriptions/manage", "token=good&action=save&topic=tag%3Aink")
                        .expectStatus()
                        .isEqualTo(422)))
                .contains("could not be saved", "checked value=\"tag:ink\"")
                .doesNotContain("checked value=\"category:craft\"");
        send("/subscriptions/manage", "token=wrong&action=save&topic=all")
                .expectStatus()
                .isNotFound();
        SUBSCRIPTIONS.answers("PATCH", "/api/subscriptions/good", 503, "{}");
        send("/subscriptions/manage", "token=good&action=save&topic=all")
                .expectStatus()
                .isEqualTo(503);
    }

    @Test
    void whoLeavesIsToldSoAndMayBeForgotten() {
        SUBSCRIPTIONS
                .answers("DELETE", "/api/subscriptions/good?erase=false", 204, "")
                .answers("DELETE", "/api/subscriptions/good?erase=true", 204, "")
                .answers("GET", "/api/subscriptions/good", 200, managed("ended", topic("all", null, null)));
        send("/subscriptions/manage", "token=good&action=leave")
                .expectStatus()
                .isSeeOther()
                .expectHeader()
                .location("/subscriptions/manage?token=good&said=left");
        assertThat(page(get("/subscriptions/manage?token=good&said=left")
                        .expectStatus()
                        .isOk()))
                .contains("You are unsubscribed", "value=\"erase\"", "href=\"/subscriptions\"")
                .doesNotContain("value=\"save\"", "value=\"leave\"");
        send("/subscriptions/manage", "token=good&action=erase")
                .expectStatus()
                .isSeeOther()
                .expectHeader()
                .location("/subscriptions/erased");
        assertThat(page(get("/subscriptions/erased").expectStatus().isOk())).contains("Your address is forgotten");
    }

    @Test
    void thePageSaysNothingThatIsNotSo() {
        SUBSCRIPTIONS.answers("GET", "/api/subscriptions/good", 200, managed("confirmed", topic("all", null, null)));
        assertThat(page(get("/subscriptions/manage?token=good&said=left")
                        .expectStatus()
                        .isOk()))
                .doesNotContain("You are unsubscribed");
        assertThat(page(get("/subscriptions/manage?token=good&said=%3Cb%3E")
                        .expectStatus()
                        .isOk()))
                .doesNotContain("role=\"status\"");
        for (String action : List.of("", "&action=", "&action=x", "&erase=true")) {
            send("/subscriptions/manage", "token=good" + action).expectStatus().isBadRequest();
        }
        assertThat(SUBSCRIPTIONS.asked("DELETE")).isEmpty();
    }

    private static String asked(String topics) {
        return "{\"status\": \"pending\", \"frequency\": \"instant\", \"topics\": [" + topics + "]}";
    }

    private static String managed(String status, String topics) {
        return "{\"email\": \"zoe@mail.example\", \"status\": \"" + status + "\", \"topics\": [" + topics + "]}";
    }

    private static String topic(String kind, @Nullable String key, @Nullable String name) {
        return "{\"kind\": \"" + kind + "\", \"key\": " + quoted(key)
                + (name == null ? "" : ", \"name\": " + quoted(name)) + "}";
    }

    private static String category(String slug) {
        return "{\"slug\": \"" + slug + "\", \"name\": \"Name of " + slug
                + "\", \"articleCount\": 1, \"totalCount\": 1, \"path\": [], \"position\": 0}";
    }

    private static String quoted(@Nullable String text) {
        return text == null ? "null" : "\"" + text + "\"";
    }
}
