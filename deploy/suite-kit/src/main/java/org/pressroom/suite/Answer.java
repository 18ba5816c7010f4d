package org.pressroom.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/** What came back. */
record Answer(Call call, int status, HttpHeaders headers, byte[] body) {

    /** Fails, with all that is known, where the status is another. */
    Answer expect(int expected) {
        assertThat(status).as("%s answered %s", call, this).isEqualTo(expected);
        return this;
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    JsonNode json() {
        assertThat(header("Content-Type")).as("%s answered %s", call, this).contains("json");
        return Json.read(body);
    }

    String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    String etag() {
        assertThat(header("ETag")).as("ETag of %s", call).isNotEmpty();
        return header("ETag");
    }

    @Override
    public String toString() {
        String text = text();
        return status + " " + headers.map() + " " + text.substring(0, Math.min(text.length(), 2000));
    }
}
