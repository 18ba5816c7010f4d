package org.pressroom.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** How many came each day, and how many left: in days of which no other test knows any. */
class StatisticsTest extends ServiceTest {

    private static final String PATH = "/api/statistics/subscriptions?from=2001-02-02&to=2001-02-04";

    @AfterEach
    void takeThemAway() {
        database.sql("DELETE FROM subscription WHERE created_at < '2002-01-01'")
                .then()
                .block(PATIENCE);
    }

    private void subscription(String confirmedAt, String endedAt) {
        database.sql("""
                        INSERT INTO subscription (id, address, address_key, status, frequency, created_at, confirmed_at, ended_at)
                        SELECT gen_random_uuid(), address, address, CASE WHEN %2$s IS NULL THEN 'confirmed' ELSE 'ended' END,
                            'instant', '2001-01-01', %1$s, %2$s
                        FROM (SELECT gen_random_uuid() || '@figures.example' AS address) AS made
                        """.formatted(confirmedAt, endedAt)).then().block(PATIENCE);
    }

    private byte[] body(String query) {
        return Objects.requireNonNull(admin.get()
                .uri(PATH + query)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .returnResult()
                .getResponseBody());
    }

    @Test
    void eachDayHasThoseThatCameAndThoseThatLeft() {
        JsonNode before = JSON.readTree(body(""));
        subscription("timestamptz '2001-02-02T00:00:00Z'", "NULL::timestamptz");
        subscription("timestamptz '2001-02-02T23:59:59Z'", "timestamptz '2001-02-04T12:00:00Z'");
        subscription("timestamptz '2001-02-05T00:00:00Z'", "NULL::timestamptz");

        JsonNode figures = JSON.readTree(body(""));
        assertThat(figures.get("confirmed").asLong()).isEqualTo(2);
        assertThat(figures.get("ended").asLong()).isEqualTo(1);
        assertThat(figures.get("present").asLong())
                .isGreaterThanOrEqualTo(before.get("present").asLong() + 1);
        assertThat(new String(body("&format=csv"), StandardCharsets.UTF_8))
                .isEqualTo("day,confirmed,ended\r\n2001-02-02,2,0\r\n2001-02-03,0,0\r\n2001-02-04,0,1\r\n");
    }

    @Test
    void whatIsNoPeriodIsRefused() {
        for (String query : new String[] {"from=x", "from=2001-02-02&to=2001-02-01", "to=2026-02-30", "format=xml"}) {
            admin.get()
                    .uri("/api/statistics/subscriptions?" + query)
                    .exchange()
                    .expectStatus()
                    .isBadRequest();
        }
    }
}
