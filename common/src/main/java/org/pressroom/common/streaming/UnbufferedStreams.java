package org.pressroom.common.streaming;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Tells proxies with every stream of events, whoever makes it, to hand each event on at once and to keep none. */
public final class UnbufferedStreams implements WebFilter {

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        exchange.getResponse()
                .beforeCommit(() ->
                        Mono.fromRunnable(() -> tell(exchange.getResponse().getHeaders())));
        return chain.filter(exchange);
    }

    private static void tell(HttpHeaders headers) {
        MediaType type = headers.getContentType();
        if (type != null && type.isCompatibleWith(MediaType.TEXT_EVENT_STREAM)) {
            headers.set("X-Accel-Buffering", "no");
            // What staff is told says so itself; others have the security filter's default.
            if (!String.valueOf(headers.getCacheControl()).startsWith("private")) {
                headers.setCacheControl("no-store");
            }
        }
    }
}
