package org.pressroom.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.pressroom.client.Answer;
import org.pressroom.client.Call;
import org.pressroom.client.Json;
import org.pressroom.client.ServerSentEvents.Event;

/** Holding an API to its document fails for what it is there for. */
class ApiContractRulesTest {

    private static final String DOCUMENT = """
            {"paths": {
               "/api/things/{id}": {
                 "get": {
                   "parameters": [
                     {"name": "id", "in": "path", "required": true, "schema": {"type": "string", "format": "uuid"}},
                     {"name": "limit", "in": "query", "schema": {"type": "integer", "maximum": 100}},
                     {"name": "X-Secret", "in": "header", "required": true, "schema": {"type": "string"}}],
                   "responses": {
                     "200": {"headers": {"ETag": {"$ref": "#/components/headers/ETag"}},
                             "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}},
                     "304": {"headers": {"ETag": {"$ref": "#/components/headers/ETag"}}},
                     "400": {}}},
                 "put": {
                   "requestBody": {"required": true, "content": {"application/json": {
                     "schema": {"$ref": "#/components/schemas/Thing"}}}},
                   "responses": {"204": {}, "422": {}}}},
               "/api/things/stream": {
                 "get": {"responses": {"200": {"content": {"text/event-stream": {
                     "schema": {"type": "string"},
                     "x-events": {"thing-made": {"$ref": "#/components/schemas/Thing"}}}}}}}}},
             "components": {
               "headers": {"ETag": {"required": true, "schema": {"type": "string"}}},
               "schemas": {"Thing": {"type": "object", "required": ["at"], "properties": {
                 "at": {"type": "string", "format": "date-time"},
                 "mail": {"type": ["string", "null"], "format": "email"}}}}}}
            """;

    private static final String ID = "0198f000-0000-7000-8000-000000000000";
    private static final String THING = "{\"at\":\"2026-01-01T00:00:00Z\",\"mail\":\"a@b.example\"}";
    private static final Call READING = Call.get("/api/things/" + ID).header("X-Secret", "s");
    private static final Call WRITING = Call.put("/api/things/" + ID);
    private static final Call LISTENING = Call.get("/api/things/stream");

    private final ApiContract contract = new ApiContract(Json.read(DOCUMENT));

    @Test
    void whatIsAsDocumentedIsHeld() {
        hold(READING, 200, THING);
        hold(new Call("GET", READING.path() + "?limit=100", null, READING.headers()), 200, THING);
        hold(WRITING.json(Json.read(THING)), 204, "");
        contract.hold(LISTENING, new Event("1", "thing-made", THING));
    }

    @Test
    void aPropertyThatIsNotDocumentedIsNot() {
        refused(READING, 200, THING.replace("{", "{\"secret\":1,"), "secret");
        assertThatThrownBy(() -> contract.hold(LISTENING, new Event("1", "thing-made", "{\"secret\":1}")))
                .hasMessageContaining("secret");
        refused(WRITING.json(Map.of("at", "2026-01-01T00:00:00Z", "secret", 1)), 204, "", "secret");
    }

    @Test
    void aPropertyThatIsMissingOrOfAnotherFormIsNot() {
        refused(READING, 200, "{}", "at");
        refused(READING, 200, THING.replace("2026-01-01T", "yesterday "), "date-time");
        refused(READING, 200, THING.replace("a@b.example", "nobody"), "email");
    }

    @Test
    void aStatusATypeABodyOrAnEventThatIsNotDocumentedIsNot() {
        refused(READING, 410, THING, "this status is not documented");
        refused(WRITING.json(Json.read(THING)), 204, THING, "a body is not documented");
        assertThatThrownBy(() -> contract.hold(answer(READING, 200, THING, Map.of("Content-Type", "text/html"))))
                .hasMessageContaining("the type 'text/html' is not documented");
        assertThatThrownBy(() -> contract.hold(LISTENING, new Event("1", "thing-lost", THING)))
                .hasMessageContaining("this event is not documented");
    }

    @Test
    void aHeaderThatIsMissingOrNotDocumentedIsNot() {
        assertThatThrownBy(() -> contract.hold(answer(READING, 304, "", Map.of())))
                .hasMessageContaining("the header ETag is missing");
        assertThatThrownBy(() -> contract.hold(
                        answer(WRITING.json(Json.read(THING)), 204, "", Map.of("Location", "/api/things"))))
                .hasMessageContaining("the header Location is not documented");
    }

    @Test
    void aRequestThatIsNotDocumentedIsNotUnlessItIsRefusedForThat() {
        Call more = new Call("GET", READING.path() + "?limit=101&more=1", null, List.of("X-More", "1"));
        assertThatThrownBy(() -> hold(more, 200, THING))
                .hasMessageContaining("parameter limit")
                .hasMessageContaining("parameter more is not documented")
                .hasMessageContaining("parameter x-more is not documented")
                .hasMessageContaining("parameter X-Secret is missing");
        hold(more, 400, "");
        refused(WRITING, 204, "", "a body is missing");
        assertThatThrownBy(() -> hold(Call.delete("/api/things/" + ID), 204, ""))
                .hasMessageContaining("is not documented");
    }

    @Test
    void whatWasNotDrivenOrNotSeenIsTold() {
        assertThat(contract.undriven())
                .containsExactly("GET /api/things/stream", "GET /api/things/{id}", "PUT /api/things/{id}");

        hold(READING, 400, "");
        contract.hold(LISTENING, new Event("1", "thing-made", THING));
        hold(WRITING.json(Json.read(THING)), 204, "");

        assertThat(contract.undriven()).containsExactly("GET /api/things/{id}");
        assertThat(contract.unseen())
                .containsExactly("GET /api/things/{id} 200", "GET /api/things/{id} 304", "PUT /api/things/{id} 422");
    }

    private void hold(Call call, int status, String body) {
        contract.hold(answer(call, status, body, headers(call, status)));
    }

    private void refused(Call call, int status, String body, String why) {
        assertThatThrownBy(() -> contract.hold(answer(call, status, body, headers(call, status))))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(why);
    }

    private static Map<String, String> headers(Call call, int status) {
        return call.isSafe() && status == 200 ? Map.of("Content-Type", "application/json", "ETag", "\"1\"") : Map.of();
    }

    private static Answer answer(Call call, int status, String body, Map<String, String> headers) {
        HttpHeaders all = HttpHeaders.of(
                headers.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, each -> List.of(each.getValue()))),
                (name, value) -> true);
        return new Answer(call, status, all, body.getBytes(StandardCharsets.UTF_8));
    }
}
