package org.pressroom.gateway.edge;

import java.net.URI;
import java.util.List;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpCookie;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.util.CollectionUtils;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import reactor.core.publisher.Flux;

/**
 * The request that every stranger makes who asks for the same: nothing of the client is left in it that the key does not
 * say, so that nobody can put into the cache what others should not get.
 */
final class AnonymousRequest extends ServerHttpRequestDecorator {

    private static final List<String> HANDED_ON = List.of(HttpHeaders.HOST, "traceparent", "tracestate");
    private static final MultiValueMap<String, HttpCookie> NO_COOKIES =
            CollectionUtils.unmodifiableMultiValueMap(new LinkedMultiValueMap<>());

    private AnonymousRequest(ServerHttpRequest cleaned) {
        super(cleaned);
    }

    static AnonymousRequest of(ServerHttpRequest request, CacheKey key) {
        URI asked = request.getURI();
        URI uri = URI.create(asked.getScheme() + "://" + asked.getRawAuthority() + key.target());
        return new AnonymousRequest(request.mutate()
                .method(HttpMethod.GET)
                .uri(uri)
                .headers(headers -> clean(headers, key.language()))
                .build());
    }

    private static void clean(HttpHeaders headers, String language) {
        HttpHeaders kept = new HttpHeaders();
        for (String name : HANDED_ON) {
            List<String> values = headers.getOrEmpty(name);
            if (!values.isEmpty()) {
                kept.put(name, values);
            }
        }
        kept.set(HttpHeaders.ACCEPT, "*/*");
        kept.set(HttpHeaders.ACCEPT_LANGUAGE, language);
        headers.clear();
        kept.forEach(headers::put);
    }

    @Override
    public MultiValueMap<String, HttpCookie> getCookies() {
        return NO_COOKIES;
    }

    @Override
    public Flux<DataBuffer> getBody() {
        return Flux.empty();
    }
}
