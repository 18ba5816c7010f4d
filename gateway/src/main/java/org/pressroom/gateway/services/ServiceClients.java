package org.pressroom.gateway.services;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.pressroom.common.problem.ProblemException;
import org.pressroom.common.problem.Problems;
import org.pressroom.common.security.InternalToken;
import org.pressroom.gateway.keys.InternalTokens;
import org.pressroom.gateway.visitors.Visitor;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import reactor.core.publisher.Mono;

/**
 * Clients of the services, for pages that are composed here. A call is made in the name of the visitor whose request is
 * being handled ({@link Visitor#current()}). It ends within two seconds and fails with a {@link ProblemException} of 503
 * or 504 where the service is away, too slow or its breaker is open: see {@link #isAway}. Statuses that the service
 * answers with are left to the caller, as everywhere with {@link WebClient}.
 */
@Component
public final class ServiceClients {

    private static final Duration TIME_LIMIT = Duration.ofSeconds(2);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final Map<Service, WebClient> clients = new EnumMap<>(Service.class);
    private final InternalTokens tokens;
    private final Breakers breakers;

    ServiceClients(
            WebClient.Builder builder,
            ServiceConnections connections,
            ServiceProperties properties,
            InternalTokens tokens,
            Breakers breakers) {
        this.tokens = tokens;
        this.breakers = breakers;
        WebClient.Builder shared = builder.clientConnector(
                new ReactorClientHttpConnector(connections.pages().responseTimeout(TIME_LIMIT)));
        for (Service service : Service.values()) {
            clients.put(
                    service,
                    shared.clone()
                            .baseUrl(properties.of(service).toString())
                            .filter((request, next) -> call(service, request, next))
                            .build());
        }
    }

    /** A client whose paths are those of API.md. */
    public WebClient of(Service service) {
        WebClient client = clients.get(service);
        if (client == null) {
            throw new IllegalArgumentException(service.id());
        }
        return client;
    }

    public WebClient article() {
        return of(Service.ARTICLE);
    }

    public WebClient comment() {
        return of(Service.COMMENT);
    }

    public WebClient subscription() {
        return of(Service.SUBSCRIPTION);
    }

    /** Whether the failure of a call means that the service is away, too slow or shielded by its breaker. */
    public static boolean isAway(Throwable failure) {
        return failure instanceof ProblemException problem
                && (problem.status().value() == 503 || problem.status().value() == 504);
    }

    private Mono<ClientResponse> call(Service service, ClientRequest request, ExchangeFunction next) {
        CircuitBreaker breaker = breakers.of("pages-" + service.id());
        return Visitor.current()
                .flatMap(visitor -> signed(request, visitor))
                .flatMap(signed -> guarded(breaker, next.exchange(signed)))
                .onErrorMap(CallNotPermittedException.class, open -> Problems.unavailable(RETRY_AFTER))
                .onErrorMap(TimeoutException.class, slow -> Problems.timedOut())
                .onErrorMap(WebClientRequestException.class, failed -> Problems.unavailable(RETRY_AFTER));
    }

    private Mono<ClientRequest> signed(ClientRequest request, Visitor visitor) {
        return tokens.of(visitor).map(token -> ClientRequest.from(request)
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + token)
                .header(InternalToken.CLIENT_ADDRESS_HEADER, visitor.clientAddress())
                .build());
    }

    /** An answer of the kind "the service is broken" counts as a failure, though it is handed on. */
    private static Mono<ClientResponse> guarded(CircuitBreaker breaker, Mono<ClientResponse> call) {
        return Mono.defer(() -> {
            breaker.acquirePermission();
            long start = System.nanoTime();
            return call.timeout(TIME_LIMIT)
                    .doOnNext(response -> {
                        if (Breakers.isFailure(response.statusCode())) {
                            breaker.onError(System.nanoTime() - start, TimeUnit.NANOSECONDS, Breakers.broken());
                        } else {
                            breaker.onSuccess(System.nanoTime() - start, TimeUnit.NANOSECONDS);
                        }
                    })
                    .doOnError(failure -> breaker.onError(System.nanoTime() - start, TimeUnit.NANOSECONDS, failure))
                    .doOnCancel(breaker::releasePermission);
        });
    }
}
