package org.pressroom.gateway.site.subscriptions;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.pressroom.gateway.site.calls.Outcome;
import org.pressroom.gateway.site.calls.Upstream;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/** What the site asks of the subscription service. */
public final class Subscriptions {
    private static final ParameterizedTypeReference<Object> ANYTHING = new ParameterizedTypeReference<>() {};

    private static final ParameterizedTypeReference<ManagedSubscription> MANAGED =
            new ParameterizedTypeReference<>() {};

    private static final ParameterizedTypeReference<SubscriptionRequest> REQUEST =
            new ParameterizedTypeReference<>() {};

    private final WebClient service;
    private final Duration limit;

    public Subscriptions(WebClient service, Duration limit) {
        this.service = service;
        this.limit = limit;
    }

    Mono<Outcome<Object>> subscribe(SubscriptionForm form) {
        return Upstream.send(
                        service.post()
                                .uri("/api/subscriptions")
                                .contentType(MediaType.APPLICATION_JSON)
                                .bodyValue(form.toJson()),
                        ANYTHING,
                        limit)
                .defaultIfEmpty(new Outcome.Accepted<>(Map.of()));
    }

    /** What a confirmation link is about; empty where it opens nothing. */
    Mono<SubscriptionRequest> asked(String token) {
        return Upstream.read(service.get().uri("/api/subscriptions/confirmation?token={token}", token), REQUEST, limit);
    }

    Mono<Outcome<SubscriptionRequest>> confirm(String token) {
        return Upstream.send(
                service.post()
                        .uri("/api/subscriptions/confirmation")
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(Map.of("token", token)),
                REQUEST,
                limit);
    }

    /** @param topics as the service takes them */
    Mono<Outcome<ManagedSubscription>> change(String token, List<Map<String, String>> topics) {
        return Upstream.send(
                service.patch()
                        .uri("/api/subscriptions/{token}", token)
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(Map.of("topics", topics)),
                MANAGED,
                limit);
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
}
