package org.pressroom.gateway.streams;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.contract.HeaderNames;
import org.pressroom.common.http.EndlessAnswer;
import org.pressroom.common.problem.Problems;
import org.pressroom.gateway.limits.OpenStreams;
import org.pressroom.gateway.principals.Principal;
import org.pressroom.gateway.routes.Route;
import org.pressroom.gateway.routes.Service;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.pattern.PathPattern;
import reactor.core.publisher.Mono;

/**
 * Answers with a stream from the {@link StreamFeeds}, in place of the rest of the route. It is counted before anything is
 * done for it: 429 where its client has as many open as it may have, 503 where all have. However a client writes its
 * address, it is one stream.
 */
public final class StreamFilter implements GatewayFilter {

    /** The longest number that a {@code long} surely holds. */
    private static final int LONGEST_PLACE = 18;

    private static final String ARTICLE = "articleId";

    private final StreamFeeds feeds;
    private final OpenStreams open;
    private final Service service;

    public StreamFilter(StreamFeeds feeds, OpenStreams open, Service service) {
        this.feeds = feeds;
        this.open = open;
        this.service = service;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return Principal.current().flatMap(principal -> {
            PathPattern pattern = Route.of(exchange).path();
            String article = article(pattern, exchange.getRequest());
            String path = path(pattern.getPatternString(), article);
            Long asked = article == null ? seenOfArticles(exchange.getRequest()) : seenOfThread(exchange.getRequest());
            // Who wants the head alone has missed nothing, and keeps nobody waiting who has.
            Long seen = HttpMethod.HEAD.equals(exchange.getRequest().getMethod()) ? null : asked;
            OpenStreams.Place place = open.enter(principal.clientAddress());
            return feeds.join(service, path, seen)
                    .doOnError(failure -> place.leave())
                    .doOnCancel(place::leave)
                    .flatMap(feed -> answer(exchange, new Watching(feed, seen, place)));
        });
    }

    private static Mono<Void> answer(ServerWebExchange exchange, Watching watching) {
        exchange.getResponse().setStatusCode(HttpStatus.OK);
        exchange.getResponse().getHeaders().setContentType(MediaType.TEXT_EVENT_STREAM);
        return EndlessAnswer.write(exchange, watching);
    }

    /** Whose thread it is; null where it is no stream of a thread. */
    private static @Nullable String article(PathPattern pattern, ServerHttpRequest request) {
        PathPattern.PathMatchInfo found =
                pattern.matchAndExtract(request.getPath().pathWithinApplication());
        return found == null ? null : found.getUriVariables().get(ARTICLE);
    }

    private static String path(String pattern, @Nullable String article) {
        if (article == null) {
            return pattern;
        }
        try {
            return pattern.replace("{" + ARTICLE + "}", UUID.fromString(article).toString());
        } catch (IllegalArgumentException noId) {
            throw Problems.notFound("There is no such stream.");
        }
    }

    /** Up to where the client has seen the thread: what it came back with, else what its page shows. */
    private static @Nullable Long seenOfThread(ServerHttpRequest request) {
        String lastEventId = lastEventId(request);
        if (!lastEventId.isEmpty()) {
            return number(lastEventId, "'Last-Event-ID' is not one that this stream gave out.");
        }
        String after = request.getQueryParams().getFirst("after");
        return after == null ? null : number(after, "'after' must be the version of a thread.");
    }

    /** What is no place of the stream of articles counts as none: the client starts with what is published now. */
    private static @Nullable Long seenOfArticles(ServerHttpRequest request) {
        String lastEventId = lastEventId(request);
        return isNumber(lastEventId) ? Long.valueOf(lastEventId) : null;
    }

    private static String lastEventId(ServerHttpRequest request) {
        String lastEventId = request.getHeaders().getFirst(HeaderNames.LAST_EVENT_ID);
        return lastEventId == null ? "" : lastEventId;
    }

    private static Long number(String text, String refusal) {
        if (!isNumber(text)) {
            throw Problems.badRequest(refusal);
        }
        return Long.valueOf(text);
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.length() <= LONGEST_PLACE && text.chars().allMatch(c -> c >= '0' && c <= '9');
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
