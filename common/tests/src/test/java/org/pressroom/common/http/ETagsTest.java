package org.pressroom.common.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pressroom.common.problem.ProblemException;
import org.pressroom.common.usecase.Result;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.web.server.NotAcceptableStatusException;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

class ETagsTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "1,400",
                "'\"1',400",
                "'\"2\"',412",
                "'W/\"1\"',412",
                "'\"01\"',412",
                "'\"+1\"',412",
                "'\"x\"',412",
                "'\"11111111111111111111\"',412"
            })
    void whatDoesNotMatchIsRefused(String ifMatch, int status) {
        MockServerHttpRequest request = MockServerHttpRequest.put("/")
                .header(HttpHeaders.IF_MATCH, ifMatch)
                .build();
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> required(request))
                .satisfies(refused -> assertThat(refused.status().value()).isEqualTo(status));
    }

    @Test
    void anyOfTheNamedTagsMatches() {
        required(MockServerHttpRequest.put("/")
                .header(HttpHeaders.IF_MATCH, "\"0\", \"1\"")
                .build());
        required(
                MockServerHttpRequest.put("/").header(HttpHeaders.IF_MATCH, "*").build());
    }

    /** As a controller asks a use case for version 1. */
    private static void required(MockServerHttpRequest request) {
        Refusals.orProblem(
                        Result.of(Mono.fromCallable(() -> {
                            ETags.expectedVersion(request).require(1);
                            return 1;
                        })),
                        request)
                .block();
    }

    @Test
    void aWeakTagTellsEachVersionAndEachBody() {
        assertThat(ETags.weak(1, 11, 1)).startsWith("W/\"").endsWith("\"").isNotEqualTo(ETags.weak(11, 1, 1));
        assertThat(ETags.weak(new byte[] {1})).isEqualTo(ETags.weak(new byte[] {1}));
        assertThat(ETags.weak(new byte[] {1})).startsWith("W/\"").isNotEqualTo(ETags.weak(new byte[] {2}));
    }

    @Test
    void whatIsTaggedIsWhatIsSentAndIsMadeOnce() {
        AtomicInteger made = new AtomicInteger();
        Object body = new Object() {
            @JsonValue
            public List<String> parts() {
                made.incrementAndGet();
                return List.of("one", "two");
            }

            @Override
            public String toString() {
                throw new AssertionError("printed");
            }
        };
        TaggedJson json = new TaggedJson(JsonMapper.shared());

        ResponseEntity<JsonBytes<Object>> first =
                json.respond(MockServerHttpRequest.get("/").build(), body);
        String tag = String.valueOf(first.getHeaders().getETag());

        assertThat(made).hasValue(1);
        assertThat(new String(Objects.requireNonNull(first.getBody()).bytes(), StandardCharsets.UTF_8))
                .isEqualTo("[\"one\",\"two\"]");
        assertThat(first.getHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_JSON);
        assertThat(tag).isEqualTo(ETags.weak("[\"one\",\"two\"]".getBytes(StandardCharsets.UTF_8)));
        assertThat(json.respond(
                                MockServerHttpRequest.get("/")
                                        .header(HttpHeaders.IF_NONE_MATCH, tag)
                                        .build(),
                                body)
                        .getStatusCode())
                .isEqualTo(HttpStatus.NOT_MODIFIED);
        assertThatExceptionOfType(NotAcceptableStatusException.class)
                .isThrownBy(() -> json.respond(
                        MockServerHttpRequest.get("/")
                                .header(HttpHeaders.ACCEPT, "text/html")
                                .build(),
                        body));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {"abc,false", "'\"1\"',true", "'W/\"1\"',true", "*,true", "'\"2\"',false"})
    void whatIsKnownNeedNotBeSentAgain(String ifNoneMatch, boolean known) {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.IF_NONE_MATCH, ifNoneMatch);
        assertThat(ETags.isKnown(headers, "\"1\"")).isEqualTo(known);
    }
}
