package org.pressroom.comment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;

/** How many comments came each day. They are dated back to where no other test has any. */
class StatisticsTest extends ServiceTest {

    private static final String PATH = "/api/statistics/comments?from=2001-02-02&to=2001-02-04";

    private void date(Posted posted, String time) {
        dated(posted.id(), "'" + time + "'");
    }

    private void dated(UUID id, String time) {
        database.sql("UPDATE comment SET created_at = " + time + "::timestamptz WHERE id = :id")
                .bind("id", id)
                .then()
                .block(PATIENCE);
    }

    @AfterEach
    void takeThemAway() {
        database.sql("UPDATE comment SET created_at = now() WHERE created_at < '2002-01-01'")
                .then()
                .block(PATIENCE);
    }

    @Test
    void eachDayHasItsCommentsAsTheyStandNow() {
        UUID article = article("moderated");
        Posted late = posted(article, comment("Late on the first day"), "held");
        Posted early = posted(article, comment("Early on the second, and quite another text"), "held");
        date(late, "2001-02-03T23:59:59Z");
        date(early, "2001-02-04T00:00:00Z");
        decide("approve", early.id());

        JsonNode figures = json(moderator.get().uri(PATH));
        assertThat(figures.get("received").asLong()).isEqualTo(2);
        assertThat(figures.get("approved").asLong()).isEqualTo(1);
        assertThat(figures.get("days").findValuesAsString("received")).containsExactly("0", "1", "1");
        assertThat(figures.get("days").findValuesAsString("held")).containsExactly("0", "1", "0");

        byte[] csv = moderator
                .get()
                .uri(PATH)
                .header(HttpHeaders.ACCEPT, "text/csv")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentType(MediaType.parseMediaType("text/csv;charset=UTF-8"))
                .expectBody()
                .returnResult()
                .getResponseBody();
        assertThat(new String(Objects.requireNonNull(csv), StandardCharsets.UTF_8))
                .isEqualTo(String.join(
                        "\r\n",
                        "day,received,approved,held,rejected,pending,deleted",
                        "2001-02-02,0,0,0,0,0,0",
                        "2001-02-03,1,0,1,0,0,0",
                        "2001-02-04,1,1,0,0,0,0",
                        ""));
    }

    @Test
    void whatIsNoPeriodIsRefused() {
        for (String query : new String[] {"from=x", "from=2001-02-02&to=2001-02-01", "to=2026-02-30", "format=xml"}) {
            moderator
                    .get()
                    .uri("/api/statistics/comments?" + query)
                    .exchange()
                    .expectStatus()
                    .isBadRequest();
        }
    }
}
