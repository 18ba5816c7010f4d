package org.pressroom.common.http;

import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import org.pressroom.common.problem.ProblemException;
import org.pressroom.common.problem.Problems;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Answers what was refused at the connection, so that it gets the answer that any other failure gets, and gets it in its
 * turn. The connection hands on a request that says so in place of the one that came.
 */
public final class RefusedRequests implements WebFilter, Ordered {

    private static final String STATUS = "pressroom-refused";

    /** Behind what gives every answer its headers and counts who asks, and before anything that reads what was asked. */
    private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 21;

    @Override
    public int getOrder() {
        return ORDER;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        String status = exchange.getRequest().getHeaders().getFirst(STATUS);
        return status == null
                ? chain.filter(exchange)
                : Mono.error(refusal(HttpStatus.valueOf(Integer.parseInt(status))));
    }

    /** Takes from a request what only the connection may say. */
    static void clean(HttpRequest request) {
        request.headers().remove(STATUS);
    }

    /**
     * What is handed on for a request that is refused. Where its address was too long nothing else is known of it:
     * people come by addresses, programs would have sent a body.
     */
    static FullHttpRequest inPlaceOf(HttpRequest refused, HttpStatus status) {
        boolean read = refused.decoderResult().isSuccess();
        FullHttpRequest request =
                new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, read ? target(refused) : "/");
        request.headers().set(HttpHeaderNames.HOST, "localhost").set(STATUS, status.value());
        String accepted = read ? refused.headers().get(HttpHeaderNames.ACCEPT) : null;
        if (accepted != null) {
            request.headers().set(HttpHeaderNames.ACCEPT, accepted);
        } else if (status == HttpStatus.URI_TOO_LONG) {
            request.headers().set(HttpHeaderNames.ACCEPT, "text/html");
        }
        return request;
    }

    private static String target(HttpRequest refused) {
        String host = refused.headers().get(HttpHeaderNames.HOST);
        String target = RequestTarget.originForm(refused.uri(), host);
        return target == null ? "/" : target;
    }

    private static ProblemException refusal(HttpStatus status) {
        String detail =
                switch (status) {
                    case URI_TOO_LONG -> "The address is too long.";
                    case REQUEST_HEADER_FIELDS_TOO_LARGE -> "The header is too large.";
                    default -> "The request cannot be understood.";
                };
        return Problems.of(status, detail);
    }
}
