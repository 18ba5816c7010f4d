package org.pressroom.gateway.site;

import java.time.Duration;
import java.util.Map;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/** What the site asks of the subscription service. */
final class Subscriptions {
    private static final ParameterizedTypeReference<Object> ANYTHING = new ParameterizedTypeReference<>() {};

    private static final ParameterizedTypeReference<ManagedSubscription> MANAGED =
            new ParameterizedTypeReference<>() {};

    private final WebClient service;
    private final Duration limit;

    Subscriptions(WebClient service, Duration limit) {
        this.service = service;
        this.limit = limit;
    }

    Mono<Outcome<Object>> subscribe(SubscriptionForm form) {
        return post("/api/subscriptions", form.toJson());
    }

    Mono<Outcome<Object>> confirm(String token) {
        return post("/api/subscriptions/confirmation", Map.of("token", token));
    }

    /** One click after RFC 8058, passed on as the mail program sends it. */
    Mono<Outcome<Object>> unsubscribe(String token) {
        return Upstream.send(
                        service.post()
                                .uri("/subscriptions/unsubscribe?token={token}", token)
                                .body(BodyInserters.fromFormData("List-Unsubscribe", "One-Click")),
                        ANYTHING,
                        limit)
                .defaultIfEmpty(new Outcome.Accepted<>(Map.of()));
    }

    /** What a manage link opens; empty where it opens nothing. */
    Mono<ManagedSubscription> managed(String token) {
        return token.isBlank()
                ? Mono.empty()
                : Upstream.read(service.get().uri("/api/subscriptions/{token}", token), MANAGED, limit);
    }

    Mono<Outcome<Object>> leave(String token, boolean erase) {
        return Upstream.send(
                        service.delete().uri("/api/subscriptions/{token}?erase={erase}", token, erase), ANYTHING, limit)
                .defaultIfEmpty(new Outcome.Accepted<>(Map.of()));
    }

    private Mono<Outcome<Object>> post(String path, Map<String, ?> body) {
        return Upstream.send(
                        service.post()
                                .uri(path)
                                .contentType(MediaType.APPLICATION_JSON)
                                .bodyValue(body),
                        ANYTHING,
                        limit)
                .defaultIfEmpty(new Outcome.Accepted<>(Map.of()));
    }
}
