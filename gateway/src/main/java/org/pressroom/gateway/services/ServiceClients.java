package org.pressroom.gateway.services;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.contract.HeaderNames;
import org.pressroom.common.problem.ProblemException;
import org.pressroom.common.problem.Problems;
import org.pressroom.gateway.keys.InternalTokens;
import org.pressroom.gateway.routes.Service;
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
import reactor.netty.http.client.HttpClient;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquireTimeoutException;

/**
 * Clients of the services, for what is composed here. A call is made in the name of the visitor whose request is being
 * handled ({@link Visitor#current()}). It ends within two seconds, for operations within 150, and fails with a
 * {@link ProblemException} of 503 or 504 where the service is away, too slow or its breaker is open: see
 * {@link #isAway}. Statuses that the service answers with are left to the caller, as everywhere with {@link WebClient}.
 */
@Component
public final class ServiceClients {

    /** A page does not wait longer. */
    private static final Duration PAGES = Duration.ofSeconds(2);

    /** Longer than a consumer may be at a batch, such as the freezing of very many recipients. */
    private static final Duration OPERATIONS = Duration.ofSeconds(150);

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final Map<Service, WebClient> pages;
    private final Map<Service, WebClient> operations;
    private final Map<Service, WebClient> streams;
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
        this.pages = clients(builder, connections.pages().responseTimeout(PAGES), properties, "pages-", PAGES);
        this.operations = clients(
                builder, connections.pages().responseTimeout(OPERATIONS), properties, "operations-", OPERATIONS);
        this.streams = clients(builder, connections.streams(), properties, "streams-", PAGES);
    }

    private Map<Service, WebClient> clients(
            WebClient.Builder builder,
            HttpClient connections,
            ServiceProperties properties,
            String breakerPrefix,
            Duration limit) {
        WebClient.Builder shared = builder.clone().clientConnector(new ReactorClientHttpConnector(connections));
        Map<Service, WebClient> clients = new EnumMap<>(Service.class);
        for (Service service : Service.values()) {
            CircuitBreaker breaker = breakers.of(breakerPrefix + service.id());
            clients.put(
                    service,
                    shared.clone()
                            .baseUrl(properties.of(service).toString())
                            .filter((request, next) -> call(breaker, limit, request, next))
                            .build());
        }
        return clients;
    }

    /** A client for pages, whose paths are those of API.md. */
    public WebClient of(Service service) {
        return Objects.requireNonNull(pages.get(service));
    }

    /** A client for what admins ask of a service and may take its time. */
    public WebClient operations(Service service) {
        return Objects.requireNonNull(operations.get(service));
    }

    /** A client for answers without an end: the two seconds are for their heads. */
    public WebClient streams(Service service) {
        return Objects.requireNonNull(streams.get(service));
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

    /** Whether there was no connection to be had, because so many calls are under way: it says nothing of the service. */
    public static boolean isFull(@Nullable Throwable failure) {
        return failure instanceof PoolAcquireTimeoutException
                || failure instanceof PoolAcquirePendingLimitException
                || (failure instanceof WebClientRequestException request && isFull(request.getCause()));
    }

    private Mono<ClientResponse> call(
            CircuitBreaker breaker, Duration limit, ClientRequest request, ExchangeFunction next) {
        return Visitor.current()
                .flatMap(visitor -> signed(request, visitor))
                .flatMap(signed -> guarded(breaker, limit, next.exchange(signed)))
                .onErrorMap(CallNotPermittedException.class, open -> Problems.unavailable(RETRY_AFTER))
                .onErrorMap(TimeoutException.class, slow -> Problems.timedOut())
                .onErrorMap(WebClientRequestException.class, failed -> Problems.unavailable(RETRY_AFTER));
    }

    private Mono<ClientRequest> signed(ClientRequest request, Visitor visitor) {
        return tokens.of(visitor).map(token -> ClientRequest.from(request)
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + token)
                .header(HeaderNames.CLIENT_ADDRESS, visitor.clientAddress())
                .build());
    }

    /** An answer of the kind "the service is broken" counts as a failure, though it is handed on. */
    private static Mono<ClientResponse> guarded(CircuitBreaker breaker, Duration limit, Mono<ClientResponse> call) {
        return GuardedCall.begin(breaker).flatMap(guarded -> call.timeout(limit)
                .doOnNext(response -> guarded.answered(response.statusCode()))
                .doOnError(failure -> {
                    if (isFull(failure)) {
                        guarded.withdrawn();
                    } else {
                        guarded.failed(failure);
                    }
                })
                .doOnCancel(guarded::withdrawn));
    }
}
