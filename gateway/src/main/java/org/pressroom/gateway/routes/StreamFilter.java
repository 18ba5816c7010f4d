package org.pressroom.gateway.routes;

import org.jspecify.annotations.Nullable;
import org.pressroom.common.http.EndlessAnswer;
import org.pressroom.common.problem.Problems;
import org.pressroom.gateway.limits.OpenStreams;
import org.pressroom.gateway.services.Service;
import org.pressroom.gateway.visitors.Visitor;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Answers with a stream from the {@link StreamFeeds}, in place of the rest of the route. It is counted before anything is
 * done for it: 429 where its client has as many open as it may have, 503 where all have.
 */
final class StreamFilter implements GatewayFilter {

    /** The longest number that a {@code long} surely holds. */
    private static final int LONGEST_PLACE = 18;

    private final StreamFeeds feeds;
    private final OpenStreams open;
    private final Service service;

    StreamFilter(StreamFeeds feeds, OpenStreams open, Service service) {
        this.feeds = feeds;
        this.open = open;
        this.service = service;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return Visitor.current().flatMap(visitor -> {
            Long seen = seen(exchange.getRequest());
            OpenStreams.Place place = open.enter(visitor.clientAddress());
            return feeds.join(service, exchange.getRequest().getURI().getRawPath(), seen)
                    .doOnError(failure -> place.leave())
                    .doOnCancel(place::leave)
                    .flatMap(feed -> answer(exchange, new Watching(feed, seen, place)));
        });
    }

    private static Mono<Void> answer(ServerWebExchange exchange, Watching watching) {
        exchange.getResponse().setStatusCode(HttpStatus.OK);
        HttpHeaders headers = exchange.getResponse().getHeaders();
        headers.setContentType(MediaType.TEXT_EVENT_STREAM);
        headers.setCacheControl(CacheControl.noStore());
        // nginx would collect what it is sent
        headers.set("X-Accel-Buffering", "no");
        return EndlessAnswer.write(exchange, watching);
    }

    /** Up to where the client has seen the stream: what it came back with, else what its page shows. */
    private static @Nullable Long seen(ServerHttpRequest request) {
        String lastEventId = request.getHeaders().getFirst("Last-Event-ID");
        if (lastEventId != null && !lastEventId.isEmpty()) {
            return number(lastEventId, "'Last-Event-ID' is not one that this stream gave out.");
        }
        String after = request.getQueryParams().getFirst("after");
        return after == null ? null : number(after, "'after' must be the version of a thread.");
    }

    private static Long number(String text, String refusal) {
        boolean digits = !text.isEmpty()
                && text.length() <= LONGEST_PLACE
                && text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits) {
            throw Problems.badRequest(refusal);
        }
        return Long.valueOf(text);
    }

    /** One client's stream. */
    private record Watching(StreamFeed feed, @Nullable Long seen, OpenStreams.Place place) implements EndlessAnswer {

        @Override
        public void begin(Client client) {
            feed.watch(this, client, seen);
        }

        @Override
        public void gone() {
            feed.forget(this);
            place.leave();
        }
    }
}
