package org.pressroom.gateway.site;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SubscriptionPagesTest extends SiteFixture {

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
    void aLinkInAMailShowsAButtonAndChangesNothing() {
        assertThat(page(get("/subscriptions/confirm?token=a%22b").expectStatus().isOk()))
                .contains("method=\"post\"", "name=\"token\" value=\"a&quot;b\"", "Confirm subscription");
        assertThat(page(get("/subscriptions/unsubscribe?token=a%2Bb%26c")
                        .expectStatus()
                        .isOk()))
                .contains("action=\"/subscriptions/unsubscribe?token=a%2Bb%26c\"", "value=\"One-Click\"");
        assertThat(SUBSCRIPTIONS.asked("POST")).isEmpty();
        get("/subscriptions/confirm").expectStatus().isBadRequest();
        get("/subscriptions/unsubscribe").expectStatus().isBadRequest();
    }

    @Test
    void theButtonConfirms() {
        SUBSCRIPTIONS.answers("POST", "/api/subscriptions/confirmation", 200, "{}");
        send("/subscriptions/confirm", "token=good")
                .expectStatus()
                .isSeeOther()
                .expectHeader()
                .location("/subscriptions/confirmed");
        assertThat(SUBSCRIPTIONS.asked("POST").get(0).body()).isEqualTo("{\"token\":\"good\"}");
        assertThat(page(get("/subscriptions/confirmed").expectStatus().isOk())).contains("You are subscribed");
    }

    @Test
    void aTokenThatIsNoGoodIsSaidToBeSo() {
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
    void theManageLinkShowsWhatIsSubscribedToAndEndsIt() {
        SUBSCRIPTIONS.answers(
                "GET",
                "/api/subscriptions/good",
                200,
                "{\"status\": \"confirmed\", \"topics\": [{\"kind\": \"tag\", \"key\": \"<ink>\"}]}");
        assertThat(page(get("/subscriptions/manage?token=good").expectStatus().isOk()))
                .contains("With the tag &lt;ink&gt;", "name=\"token\" value=\"good\"", "name=\"erase\"");
        get("/subscriptions/manage?token=wrong").expectStatus().isNotFound();
        get("/subscriptions/manage").expectStatus().isNotFound();

        SUBSCRIPTIONS.answers("DELETE", "/api/subscriptions/good?erase=true", 204, "");
        assertThat(page(send("/subscriptions/manage", "token=good&erase=true")
                        .expectStatus()
                        .isOk()))
                .contains("You are unsubscribed");
    }
}
