package org.pressroom.client;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/** What came back. */
@SuppressWarnings("ArrayRecordComponent") // answers are read, and not compared
public record Answer(Call call, int status, HttpHeaders headers, byte[] body) {

    private static final int TEXT_SHOWN = 2_000;

    /** @throws UnexpectedAnswerException where the status is another */
    public Answer expect(int expected) {
        if (status != expected) {
            throw new UnexpectedAnswerException(this, "status " + expected);
        }
        return this;
    }

    public boolean isGood() {
        return status >= 200 && status < 300;
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** @throws UnexpectedAnswerException where it is none */
    public JsonNode json() {
        if (!header("Content-Type").contains("json")) {
            throw new UnexpectedAnswerException(this, "JSON");
        }
        return Json.read(body);
    }

    /** The first of this name; empty where there is none. */
    public String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    /** @throws UnexpectedAnswerException where there is none */
    public String etag() {
        if (header("ETag").isEmpty()) {
            throw new UnexpectedAnswerException(this, "an ETag");
        }
        return header("ETag");
    }

    /** Status, headers and the beginning of the body. */
    @Override
    public String toString() {
        String text = text();
        return status + " " + headers.map() + " " + text.substring(0, Math.min(text.length(), TEXT_SHOWN));
    }
}
