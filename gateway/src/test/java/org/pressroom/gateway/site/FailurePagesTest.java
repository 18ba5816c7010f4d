package org.pressroom.gateway.site;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FailurePagesTest extends SiteFixture {

    @Test
    void aBrowserGetsAPageThatLooksLikeTheSite() {
        assertThat(page(get("/no/such/page").expectStatus().isNotFound()))
                .contains("not in print", "The Daily Proof", "<title>This page is not in print");
    }

    @Test
    void whoSentAFormIsToldToGoBackToIt() {
        String form = "body=" + "x".repeat(2_000_000);
        assertThat(page(send("/articles/ink/comments", form).expectStatus().isEqualTo(413)))
                .contains("That is too long", "Go back with your browser");
        assertThat(page(get("/no/such/page"))).doesNotContain("Go back with your browser");
    }

    @Test
    void aProgramGetsAProblem() {
        browser.get()
                .uri("/no/such/page")
                .headers(headers -> headers.set("Accept", "*/*"))
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectHeader()
                .contentType("application/problem+json");
    }

    @Test
    void theApiAnswersProblemsToBrowsersToo() {
        get("/api/no/such").expectStatus().isNotFound().expectHeader().contentType("application/problem+json");
    }
}
