package org.pressroom.gateway.proxy;

import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.CLIENT_RESPONSE_CONN_ATTR;
import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR;

import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pressroom.gateway.protection.UploadBody;
import org.pressroom.gateway.services.ServiceGuard;
import org.pressroom.gateway.services.ServiceInstance;
import org.pressroom.gateway.services.ServiceRequest;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;

/** Has a {@link ServiceGuard} around the asking of a service, until the head of its answer is there. */
final class GuardedCallFilter implements GatewayFilter {

    private final ServiceGuard guard;
    private final ServiceGuard uploads;

    /** @param uploads the one for what is sent large, which has more time */
    GuardedCallFilter(ServiceGuard guard, ServiceGuard uploads) {
        this.guard = guard;
        this.uploads = uploads;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return (UploadBody.isIn(exchange) ? uploads : guard)
                .call(new HandedOn(exchange, chain))
                .then();
    }

    /** The exchange itself stands for its answer, whose head is in it once the rest of the chain is done. */
    private record HandedOn(ServerWebExchange exchange, GatewayFilterChain chain)
            implements ServiceRequest<ServerWebExchange> {

        private static final Set<HttpMethod> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD);

        @Override
        public boolean isRead() {
            return READS.contains(exchange.getRequest().getMethod());
        }

        @Override
        public Mono<ServerWebExchange> to(ServiceInstance instance) {
            return Mono.defer(() -> {
                // so that the framework asks again where it has asked before
                ServerWebExchangeUtils.reset(exchange);
                URI asked = exchange.getRequiredAttribute(GATEWAY_REQUEST_URL_ATTR);
                exchange.getAttributes().put(GATEWAY_REQUEST_URL_ATTR, instance.resolve(asked));
                return chain.filter(exchange).thenReturn(exchange);
            });
        }

        @Override
        public @Nullable HttpStatusCode status(ServerWebExchange answer) {
            return answer.getResponse().getStatusCode();
        }

        @Override
        public Mono<Void> drop(ServerWebExchange answer) {
            return Mono.fromRunnable(() -> {
                Connection connection = exchange.getAttribute(CLIENT_RESPONSE_CONN_ATTR);
                if (connection != null) {
                    exchange.getAttributes().remove(CLIENT_RESPONSE_CONN_ATTR);
                    connection.dispose();
                }
            });
        }
    }
}
