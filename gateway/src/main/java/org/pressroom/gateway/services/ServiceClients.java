package org.pressroom.gateway.services;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.pressroom.common.contract.HeaderNames;
import org.pressroom.gateway.keys.InternalTokens;
import org.pressroom.gateway.principals.Principal;
import org.pressroom.gateway.routes.Service;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/**
 * Clients of the services, for what is composed here. A call is made in the name of the principal whose request is being
 * handled ({@link Principal#current()}) behind a {@link ServiceGuard}: its answer begins within two seconds, for
 * operations within 150. Statuses that the service answers with are left to the caller, as everywhere with
 * {@link WebClient}.
 */
@Component
public final class ServiceClients {

    /** A page does not wait longer. */
    private static final Duration PAGES = Duration.ofSeconds(2);

    /** Longer than a consumer may be at a batch, such as the freezing of very many recipients. */
    private static final Duration OPERATIONS = Duration.ofSeconds(150);

    private final Map<Service, WebClient> pages;
    private final Map<Service, WebClient> operations;
    private final Map<Service, WebClient> streams;
    private final InternalTokens tokens;
    private final ServiceGuards guards;

    ServiceClients(
            WebClient.Builder builder, ServiceConnections connections, InternalTokens tokens, ServiceGuards guards) {
        this.tokens = tokens;
        this.guards = guards;
        this.pages = clients(builder, connections.pages().responseTimeout(PAGES), "pages-", PAGES);
        this.operations = clients(builder, connections.pages().responseTimeout(OPERATIONS), "operations-", OPERATIONS);
        this.streams = clients(builder, connections.streams(), "streams-", PAGES);
    }

    private Map<Service, WebClient> clients(
            WebClient.Builder builder, HttpClient connections, String breakerPrefix, Duration limit) {
        WebClient.Builder shared = builder.clone().clientConnector(new ReactorClientHttpConnector(connections));
        Map<Service, WebClient> clients = new EnumMap<>(Service.class);
        for (Service service : Service.values()) {
            ServiceGuard guard = guards.of(service, breakerPrefix + service.id(), limit);
            clients.put(
                    service,
                    shared.clone()
                            .baseUrl("http://" + service.id())
                            .filter((request, next) -> call(guard, request, next))
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

    private Mono<ClientResponse> call(ServiceGuard guard, ClientRequest request, ExchangeFunction next) {
        return Principal.current()
                .flatMap(principal -> signed(request, principal))
                .flatMap(signed -> guard.call(new Composed(signed, next)));
    }

    private Mono<ClientRequest> signed(ClientRequest request, Principal principal) {
        return tokens.of(principal).map(token -> ClientRequest.from(request)
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + token)
                .header(HeaderNames.CLIENT_ADDRESS, principal.clientAddress())
                .build());
    }

    private record Composed(ClientRequest request, ExchangeFunction next) implements ServiceRequest<ClientResponse> {

        @Override
        public boolean isRead() {
            return request.method().equals(HttpMethod.GET);
        }

        @Override
        public Mono<ClientResponse> to(ServiceInstance instance) {
            return next.exchange(ClientRequest.from(request)
                    .url(instance.resolve(request.url()))
                    .build());
        }

        @Override
        public HttpStatusCode status(ClientResponse answer) {
            return answer.statusCode();
        }

        @Override
        public Mono<Void> drop(ClientResponse answer) {
            return answer.releaseBody();
        }
    }
}
