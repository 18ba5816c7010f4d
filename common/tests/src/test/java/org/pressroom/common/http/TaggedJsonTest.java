package org.pressroom.common.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpStatus;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.web.server.NotAcceptableStatusException;
import tools.jackson.databind.json.JsonMapper;

class TaggedJsonTest {

    private final TaggedJson json = new TaggedJson(JsonMapper.shared());

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "application/json", "text/html, application/*;q=0.1"})
    void whoTakesJsonGetsIt(String accept) {
        assertThat(json.respond(asking(accept), Map.of()).getStatusCode()).isEqualTo(HttpStatus.OK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "nonsense", "a/b/c", "/", "application/json;q=two", "\u00e4/*"})
    void whoTakesAnythingElseIsToldSo(String accept) {
        assertThatThrownBy(() -> json.respond(asking(accept), Map.of()))
                .isInstanceOf(NotAcceptableStatusException.class);
    }

    private static MockServerHttpRequest asking(String accept) {
        return MockServerHttpRequest.get("/").header("Accept", accept).build();
    }
}
