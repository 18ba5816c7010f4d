package org.pressroom.gateway.protection;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.problem.Problems;
import org.pressroom.gateway.visitors.ClientAddresses;
import org.pressroom.gateway.visitors.Visitor;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Keeps bodies within what their route takes and within the memory that there is for them: one that is too long by its
 * own account is refused before any of it is read, any other as soon as too much has come. Memory is taken when
 * somebody begins to read, which is after it was found out who sends, and given back when the request is answered.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 40)
final class BodyLimitFilter implements WebFilter {

    private final BodyRoutes routes;
    private final BodyMemory memory;
    private final ClientAddresses addresses;

    BodyLimitFilter(ProtectionProperties properties, BodyMemory memory, ClientAddresses addresses) {
        this.routes = new BodyRoutes(properties);
        this.memory = memory;
        this.addresses = addresses;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        long length = request.getHeaders().getContentLength();
        boolean chunked = request.getHeaders().containsHeader("Transfer-Encoding");
        if (length <= 0 && !chunked) {
            return chain.filter(exchange);
        }
        BodyRoutes.Rule rule = routes.of(request.getPath().pathWithinApplication());
        if (length > rule.mostBytes()) {
            return Mono.error(Problems.tooLarge());
        }
        Body body = new Body(exchange, rule, length);
        return chain.filter(exchange.mutate().request(body).build()).doFinally(end -> body.forget());
    }

    private final class Body extends ServerHttpRequestDecorator {

        private final ServerWebExchange exchange;
        private final BodyRoutes.Rule rule;
        private final long length;
        private final AtomicReference<BodyMemory.@Nullable Share> share = new AtomicReference<>();

        private Body(ServerWebExchange exchange, BodyRoutes.Rule rule, long length) {
            super(exchange.getRequest());
            this.exchange = exchange;
            this.rule = rule;
            this.length = length;
        }

        @Override
        public Flux<DataBuffer> getBody() {
            return Flux.defer(() -> {
                if (rule.staff() && isStranger()) {
                    return Flux.error(Problems.unauthorized());
                }
                if (share.get() == null) {
                    share.set(memory.take(addresses.of(getDelegate()), length < 0 ? rule.mostBytes() : length));
                }
                return limited();
            });
        }

        private Flux<DataBuffer> limited() {
            long[] read = {0};
            return super.getBody().handle((buffer, sink) -> {
                read[0] += buffer.readableByteCount();
                if (read[0] > rule.mostBytes()) {
                    DataBufferUtils.release(buffer);
                    sink.error(Problems.tooLarge());
                } else {
                    sink.next(buffer);
                }
            });
        }

        private boolean isStranger() {
            Visitor visitor = exchange.getAttribute(Visitor.class.getName());
            return visitor == null || visitor.accountId() == null;
        }

        private void forget() {
            BodyMemory.Share held = share.getAndSet(null);
            if (held != null) {
                memory.giveBack(held);
            }
        }
    }
}
