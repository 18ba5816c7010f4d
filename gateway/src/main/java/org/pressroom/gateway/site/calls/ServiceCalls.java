package org.pressroom.gateway.site.calls;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Mono;

/** How the site asks a service: with a time limit, and with every failure turned into one of a few things. */
public final class ServiceCalls {
    private ServiceCalls() {}

    /**
     * What a service has at an address.
     *
     * @return empty for 404; fails with {@link ResponseStatusException} of 400 where the service calls the request
     *     malformed, with {@link ServiceAwayException} where it does not answer in time or answers anything else
     */
    public static <T> Mono<T> read(
            WebClient.RequestHeadersSpec<?> request, ParameterizedTypeReference<T> type, Duration limit) {
        return read(request, response -> response.bodyToMono(type), limit);
    }

    /** The same for who needs more of an answer than its body, or is told where to look (301). */
    public static <T> Mono<T> read(
            WebClient.RequestHeadersSpec<?> request, Function<ClientResponse, Mono<T>> answer, Duration limit) {
        return request.accept(MediaType.APPLICATION_JSON)
                .exchangeToMono(response -> {
                    HttpStatusCode status = response.statusCode();
                    if (status.is2xxSuccessful() || status.isSameCodeAs(HttpStatus.MOVED_PERMANENTLY)) {
                        return answer.apply(response);
                    }
                    if (status.isSameCodeAs(HttpStatus.NOT_FOUND)) {
                        return response.releaseBody().then(Mono.empty());
                    }
                    if (status.isSameCodeAs(HttpStatus.BAD_REQUEST)) {
                        return response.releaseBody()
                                .then(Mono.error(() -> new ResponseStatusException(HttpStatus.BAD_REQUEST)));
                    }
                    return response.createError();
                })
                .timeout(limit)
                .onErrorMap(
                        error -> !(error instanceof ResponseStatusException || error instanceof MovedException),
                        ServiceAwayException::new);
    }

    /** What a service said to something sent to it; never fails. */
    public static <T> Mono<ServiceResponse<T>> send(
            WebClient.RequestHeadersSpec<?> request, ParameterizedTypeReference<T> type, Duration limit) {
        return request.accept(MediaType.APPLICATION_JSON)
                .exchangeToMono(response -> outcome(response, type))
                .timeout(limit)
                .onErrorReturn(new ServiceResponse.Away<>());
    }

    private static <T> Mono<ServiceResponse<T>> outcome(ClientResponse response, ParameterizedTypeReference<T> type) {
        HttpStatusCode status = response.statusCode();
        if (status.is2xxSuccessful()) {
            return response.bodyToMono(type).map(ServiceResponse.Accepted::new);
        }
        if (status.is4xxClientError()) {
            return response.bodyToMono(ServiceResponse.Problem.class)
                    .onErrorReturn(ServiceResponse.Problem.UNSAID)
                    .defaultIfEmpty(ServiceResponse.Problem.UNSAID)
                    .map(problem -> new ServiceResponse.Refused<>(
                            status.value(), problem.errors() == null ? List.of() : problem.errors()));
        }
        return response.releaseBody().thenReturn(new ServiceResponse.Away<>());
    }
}
