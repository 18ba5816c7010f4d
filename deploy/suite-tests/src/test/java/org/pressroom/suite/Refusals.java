package org.pressroom.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.pressroom.client.Answer;
import org.pressroom.client.Json;
import tools.jackson.databind.JsonNode;

/** What every refusal has to look like, and what must never be in it. */
final class Refusals {
    /** What tells of the inside: stack frames, class names, SQL and its states. */
    private static final Pattern INSIDE = Pattern.compile("\\bat [\\w.$]+\\([\\w.]+:\\d+\\)"
            + "|\\b(?:java|javax|jakarta|org|com|io|reactor|tools)\\.[a-z]\\w*\\.\\w+"
            + "|\\b\\w+Exception\\b|\\b\\w+Error\\b"
            + "|\\b(?:SELECT|INSERT INTO|UPDATE|DELETE FROM|FROM|WHERE)\\b \\w+"
            + "|(?i)sqlstate|r2dbc|constraint \\[|jackson|netty|thymeleaf|relation \"");

    private Refusals() {}

    /** A problem with one of these statuses, all the fields of RFC 9457 and nothing from the inside. */
    static JsonNode refused(Answer answer, Integer... statuses) {
        assertThat(answer.status())
                .as("%s answered %s", answer.call(), answer)
                .isIn(Arrays.stream(statuses).map(status -> (Object) status).toArray());
        assertThat(answer.header("Content-Type"))
                .as("%s answered %s", answer.call(), answer)
                .startsWith("application/problem+json");
        JsonNode problem = answer.json();
        assertThat(problem.path("status").asInt()).isEqualTo(answer.status());
        for (String field : List.of("type", "title", "detail", "instance")) {
            assertThat(problem.path(field).isString()
                            && !problem.path(field).asString().isBlank())
                    .as("%s in the answer to %s: %s", field, answer.call(), problem)
                    .isTrue();
        }
        assertNothingFromTheInside(answer);
        return problem;
    }

    /** 422 with an error for this field. */
    static void refusedField(Answer answer, String field) {
        JsonNode problem = refused(answer, 422);
        assertThat(Json.items(problem.path("errors")))
                .as("errors in the answer to %s: %s", answer.call(), problem)
                .anySatisfy(error -> {
                    assertThat(error.path("field").asString()).startsWith(field);
                    assertThat(error.path("message").asString()).isNotBlank();
                });
    }

    static void assertNothingFromTheInside(Answer answer) {
        assertThat(INSIDE.matcher(answer.text()).results().map(java.util.regex.MatchResult::group))
                .as("from the inside, in the answer to %s: %s", answer.call(), answer)
                .isEmpty();
        assertThat(answer.header("Server")).isEmpty();
    }
}
