package org.pressroom.gateway.site.subscriptions;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.pressroom.common.contract.ConfirmationView;
import org.pressroom.common.contract.SubscriptionView;
import org.pressroom.gateway.site.calls.ServiceCalls;
import org.pressroom.gateway.site.calls.ServiceResponse;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/** What the site asks of the subscription service. */
public final class SubscriptionClient {
    private static final ParameterizedTypeReference<Object> ANYTHING = new ParameterizedTypeReference<>() {};

    private static final ParameterizedTypeReference<SubscriptionView> MANAGED = new ParameterizedTypeReference<>() {};

    private static final ParameterizedTypeReference<ConfirmationView> REQUEST = new ParameterizedTypeReference<>() {};

    private final WebClient service;
    private final Duration limit;

    public SubscriptionClient(WebClient service, Duration limit) {
        this.service = service;
        this.limit = limit;
    }

    Mono<ServiceResponse<Object>> subscribe(SubscriptionForm form) {
        return ServiceCalls.send(
                        service.post()
                                .uri("/api/subscriptions")
                                .contentType(MediaType.APPLICATION_JSON)
                                .bodyValue(form.toJson()),
                        ANYTHING,
                        limit)
                .defaultIfEmpty(new ServiceResponse.Accepted<>(Map.of()));
    }

    /** What a confirmation link is about; empty where it opens nothing. */
    Mono<ConfirmationView> asked(String token) {
        return ServiceCalls.read(
                service.get().uri("/api/subscriptions/confirmation?token={token}", token), REQUEST, limit);
    }

    Mono<ServiceResponse<ConfirmationView>> confirm(String token) {
        return ServiceCalls.send(
                service.post()
                        .uri("/api/subscriptions/confirmation")
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(Map.of("token", token)),
                REQUEST,
                limit);
    }

    /** @param topics as the service takes them */
    Mono<ServiceResponse<SubscriptionView>> change(String token, List<Map<String, String>> topics) {
        return ServiceCalls.send(
                service.patch()
                        .uri("/api/subscriptions/{token}", token)
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(Map.of("topics", topics)),
                MANAGED,
                limit);
    }

    /** One click after RFC 8058, passed on as the mail program sends it. */
    Mono<ServiceResponse<Object>> unsubscribe(String token) {
        return ServiceCalls.send(
                        service.post()
                                .uri("/subscriptions/unsubscribe?token={token}", token)
                                .body(BodyInserters.fromFormData("List-Unsubscribe", "One-Click")),
                        ANYTHING,
                        limit)
                .defaultIfEmpty(new ServiceResponse.Accepted<>(Map.of()));
    }

    /** What a manage link opens; empty where it opens nothing. */
    Mono<SubscriptionView> managed(String token) {
        return token.isBlank()
                ? Mono.empty()
                : ServiceCalls.read(service.get().uri("/api/subscriptions/{token}", token), MANAGED, limit);
    }

    Mono<ServiceResponse<Object>> leave(String token, boolean erase) {
        return ServiceCalls.send(
                        service.delete().uri("/api/subscriptions/{token}?erase={erase}", token, erase), ANYTHING, limit)
                .defaultIfEmpty(new ServiceResponse.Accepted<>(Map.of()));
    }
}
