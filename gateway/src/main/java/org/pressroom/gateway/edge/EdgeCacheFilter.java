package org.pressroom.gateway.edge;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.contract.CacheTags;
import org.pressroom.common.contract.HeaderNames;
import org.pressroom.gateway.FilterOrder;
import org.pressroom.gateway.cookies.ArticleAccessCookie;
import org.pressroom.gateway.cookies.ReaderCookie;
import org.pressroom.gateway.cookies.SessionCookie;
import org.pressroom.gateway.edge.EdgeCache.Served;
import org.pressroom.gateway.languages.InterfaceLanguages;
import org.pressroom.gateway.routes.Route;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebExchangeDecorator;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Answers strangers' reads from the {@link EdgeCache}, for routes that say by what they may be kept ({@link
 * Route#cacheParameters}). A stranger is who shows neither a session cookie nor {@code Authorization}, nor what opens an
 * article that not everybody may read. Who shows to be subscribed is answered as a stranger is, but where that is less than
 * subscribers may read. What is kept and fresh is answered before any filter, by {@link CacheHits}, where nothing about the
 * request is out of the ordinary.
 */
@Component
@Order(FilterOrder.EDGE_CACHE)
final class EdgeCacheFilter implements WebFilter {

    private final EdgeCache cache;
    private final EdgeProperties properties;
    private final InterfaceLanguages languages;

    EdgeCacheFilter(EdgeCache cache, EdgeProperties properties, InterfaceLanguages languages) {
        this.cache = cache;
        this.properties = properties;
        this.languages = languages;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        CacheKey key = key(exchange);
        if (key == null) {
            return chain.filter(exchange);
        }
        return cache.get(key.text(), Mono.defer(() -> fetch(exchange, chain, key)))
                .flatMap(served -> isLess(served.answer(), exchange.getRequest())
                        ? chain.filter(exchange)
                        : answer(exchange, served))
                .onErrorResume(DataBufferLimitException.class, tooLarge -> chain.filter(exchange));
    }

    private static boolean isLess(CachedAnswer answer, ServerHttpRequest request) {
        return answer.tags().contains(CacheTags.LESS_THAN_SUBSCRIBERS_READ)
                && (ReaderCookie.isIn(request) || request.getHeaders().containsHeader(HeaderNames.READER_TOKEN));
    }

    private @Nullable CacheKey key(ServerWebExchange exchange) {
        ServerHttpRequest request = exchange.getRequest();
        if (!properties.enabled()
                || !isRead(request)
                || SessionCookie.isIn(request)
                || ArticleAccessCookie.isIn(request)) {
            return null;
        }
        HttpHeaders headers = request.getHeaders();
        return headers.containsHeader(HttpHeaders.AUTHORIZATION) || headers.containsHeader(HeaderNames.ARTICLE_ACCESS)
                ? null
                : CacheKey.of(request, Route.of(exchange), languages);
    }

    private static boolean isRead(ServerHttpRequest request) {
        return HttpMethod.GET.equals(request.getMethod()) || HttpMethod.HEAD.equals(request.getMethod());
    }

    private Mono<CachedAnswer> fetch(ServerWebExchange exchange, WebFilterChain chain, CacheKey key) {
        BufferedResponse response =
                new BufferedResponse(Math.toIntExact(properties.maxAnswer().toBytes()));
        ServerWebExchange strangers = new Apart(exchange.mutate()
                .request(AnonymousRequest.of(exchange.getRequest(), key))
                .response(response)
                .build());
        return chain.filter(strangers)
                .then(Mono.defer(response::setComplete))
                .then(Mono.fromSupplier(
                        () -> response.toAnswer(!strangers.getAttributes().containsKey(PageTags.INCOMPLETE))))
                .flatMap(answer -> answer.keepable()
                        ? Mono.fromSupplier(answer::compressed).subscribeOn(Schedulers.parallel())
                        : Mono.just(answer));
    }

    /** What is noted on the way to an answer for everybody stays out of the exchange of the client that began it. */
    private static final class Apart extends ServerWebExchangeDecorator {

        private final Map<String, Object> attributes;

        private Apart(ServerWebExchange exchange) {
            super(exchange);
            this.attributes = new ConcurrentHashMap<>(exchange.getAttributes());
        }

        @Override
        public Map<String, Object> getAttributes() {
            return attributes;
        }
    }

    private static Mono<Void> answer(ServerWebExchange exchange, Served served) {
        ServerHttpRequest request = exchange.getRequest();
        ServerHttpResponse response = exchange.getResponse();
        CachedAnswer answer = served.answer();
        Variant variant = Variant.of(
                answer,
                request.getHeaders().getOrEmpty(HttpHeaders.IF_NONE_MATCH),
                request.getHeaders().getFirst(HttpHeaders.IF_MODIFIED_SINCE),
                request.getHeaders().getFirst(HttpHeaders.ACCEPT_ENCODING));
        AnswerHead.write(response.getHeaders(), served, variant);
        boolean unchanged = variant == Variant.NOT_MODIFIED;
        response.setStatusCode(unchanged ? HttpStatus.NOT_MODIFIED : HttpStatusCode.valueOf(answer.status()));
        return unchanged || HttpMethod.HEAD.equals(request.getMethod())
                ? response.setComplete()
                : response.writeWith(
                        Mono.fromSupplier(() -> response.bufferFactory().wrap(answer.body(variant))));
    }
}
