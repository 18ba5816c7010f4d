package org.pressroom.common.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.pressroom.common.problem.FieldProblem;
import org.pressroom.common.problem.ProblemException;
import org.pressroom.common.usecase.Refusal;
import org.pressroom.common.usecase.RefusedException;
import org.springframework.http.HttpHeaders;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import reactor.core.publisher.Mono;

class RefusalsTest {

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(RefusedException.stale(), 412),
                Arguments.of(RefusedException.notAllowed("It is another's."), 403),
                Arguments.of(RefusedException.notFound("There is none."), 404),
                Arguments.of(RefusedException.conflict("It has ended."), 409),
                Arguments.of(RefusedException.busy(Duration.ofSeconds(7)), 503),
                Arguments.of(RefusedException.invalid("name", "is required"), 422));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void callersAreToldByTheStatusThatTheContractHasForIt(RefusedException refused, int status) {
        assertThat(problem(refused).status().value()).isEqualTo(status);
    }

    @Test
    void noKindIsLeftOut() {
        assertThat(refusals()
                        .<Object>map(each ->
                                ((RefusedException) each.get()[0]).refusal().getClass()))
                .containsExactlyInAnyOrder((Object[]) Refusal.class.getPermittedSubclasses());
    }

    @Test
    void whoComesTooSoonIsToldWhenToComeBack() {
        assertThat(problem(RefusedException.busy(Duration.ofSeconds(7)))
                        .headers()
                        .getFirst(HttpHeaders.RETRY_AFTER))
                .isEqualTo("7");
    }

    @Test
    void everyFieldAtFaultIsNamed() {
        List<FieldProblem> faults =
                List.of(new FieldProblem("name", "is required"), new FieldProblem("email", "is no e-mail address"));
        assertThat(problem(RefusedException.invalid(faults)).errors()).isEqualTo(faults);
    }

    private static ProblemException problem(RefusedException refused) {
        Mono<Object> work = Refusals.orProblemOf(
                Mono.error(refused),
                MockServerHttpRequest.put("/")
                        .header(HttpHeaders.IF_MATCH, "\"1\"")
                        .build());
        ProblemException[] problem = new ProblemException[1];
        assertThatThrownBy(work::block).isInstanceOfSatisfying(ProblemException.class, thrown -> problem[0] = thrown);
        return problem[0];
    }
}
