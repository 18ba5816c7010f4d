package org.pressroom.common.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pressroom.common.problem.ProblemException;
import org.springframework.http.HttpHeaders;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

class ETagsTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {"1,400", "'\"1',400", "'\"2\"',412", "'W/\"1\"',412"})
    void whatDoesNotMatchIsRefused(String ifMatch, int status) {
        MockServerHttpRequest request = MockServerHttpRequest.put("/")
                .header(HttpHeaders.IF_MATCH, ifMatch)
                .build();
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> ETags.requireMatch(request, "\"1\""))
                .satisfies(refused -> assertThat(refused.status().value()).isEqualTo(status));
    }

    @Test
    void anyOfTheNamedTagsMatches() {
        ETags.requireMatch(
                MockServerHttpRequest.put("/")
                        .header(HttpHeaders.IF_MATCH, "\"0\", \"1\"")
                        .build(),
                "\"1\"");
        ETags.requireMatch(
                MockServerHttpRequest.put("/").header(HttpHeaders.IF_MATCH, "*").build(), "\"1\"");
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
