package org.pressroom.comment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pressroom.common.events.AccountState;
import org.pressroom.common.events.EventType;
import org.pressroom.common.events.SiteChanged;
import org.pressroom.common.ids.Ids;
import org.pressroom.testkit.Tokens;
import org.springframework.test.web.reactive.server.WebTestClient;

class StaffNamesTest extends ServiceTest {

    private final UUID account = Ids.next();

    /** Of letters alone, and nobody else's: digits at the end of a name say nothing. */
    private final String surname =
            "Q" + account.toString().replaceAll("[^a-f]", "").repeat(2) + "x";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Administrator",
                "Аdmin",
                "The Editors",
                "Pressroom",
                "Pressroom Team",
                "\u202enimdA",
                "المشرف",
                "व्यवस्थापक"
            })
    void aStrangerDoesNotSpeakForTheSite(String name) {
        refused(article("open"), name);
    }

    @Test
    void aStrangerDoesNotSignAsOneOfTheStaffWhoMayThemselves() {
        UUID article = article("open");
        String name = "Zoë " + surname;
        assertThat(signs(stranger, article, name)).isEqualTo(202);
        tell(1, "zoe-" + surname.toLowerCase(Locale.ROOT), name, true);

        await().atMost(PATIENCE).untilAsserted(() -> refused(article, name));
        for (String disguised : new String[] {
            name.toUpperCase(Locale.ROOT),
            "Zoe" + surname,
            "Ｚoё  " + surname,
            "Z\u200bo\u0308e-" + surname,
            name + " (staff)",
            name + " 2",
            "zoe-" + surname
        }) {
            refused(article, disguised);
        }
        assertThat(signs(stranger, article, "Zoë " + surname + "son")).isEqualTo(202);
        WebTestClient staff = client(Tokens.account(account, "zoe", name, "author"));
        assertThat(signs(staff, article, name)).isEqualTo(202);
    }

    @Test
    void aNameThatWasGivenUpIsFreeAndThatOfAClosedAccountIsNot() {
        UUID article = article("open");
        tell(2, "new-" + surname, "New " + surname, true);
        tell(1, "old-" + surname, "Old " + surname, true);
        await().atMost(PATIENCE).untilAsserted(() -> refused(article, "New " + surname));
        assertThat(signs(stranger, article, "Old " + surname)).isEqualTo(202);

        tell(3, "newer-" + surname, "Newer " + surname, false);
        await().atMost(PATIENCE).untilAsserted(() -> refused(article, "Newer " + surname));
        assertThat(signs(stranger, article, "New " + surname)).isEqualTo(202);
    }

    @Test
    void aStrangerDoesNotSpeakForTheSiteByTheNameThatAdminsGaveIt() {
        UUID article = article("open");
        String name = "Zürcher " + surname;
        assertThat(signs(stranger, article, name)).isEqualTo(202);
        long now = System.currentTimeMillis();
        named(name, now);
        try {
            await().atMost(PATIENCE).untilAsserted(() -> refused(article, name));
            refused(article, name.toUpperCase(Locale.ROOT));
            // What comes late says nothing any more.
            named("Older " + surname, now - 1);
        } finally {
            named("Pressroom", now + 1);
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(signs(stranger, article, name)).isEqualTo(202));
        assertThat(signs(stranger, article, "Older " + surname)).isEqualTo(202);
        refused(article, "Pressroom");
    }

    private void named(String name, long version) {
        UUID site = new UUID(0, 1);
        send(Ids.next(), EventType.SITE_CHANGED, site, site, new SiteChanged(name, version));
    }

    private void tell(long version, String slug, String name, boolean active) {
        send(
                Ids.next(),
                EventType.ACCOUNT_CHANGED,
                account,
                account,
                new AccountState(account, version, slug, name, active));
    }

    private void refused(UUID article, String name) {
        stranger.post()
                .uri("/api/articles/{id}/comments", article)
                .bodyValue(signed(name))
                .exchange()
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("author.name");
    }

    private static int signs(WebTestClient client, UUID article, String name) {
        return client.post()
                .uri("/api/articles/{id}/comments", article)
                .bodyValue(signed(name))
                .exchange()
                .expectBody()
                .returnResult()
                .getStatus()
                .value();
    }

    private static Map<String, Object> signed(String name) {
        return Map.of("author", Map.of("name", name, "email", Ids.next() + "@example.org"), "body", "Hello");
    }
}
