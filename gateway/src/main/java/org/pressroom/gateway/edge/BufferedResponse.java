package org.pressroom.gateway.edge;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.contract.CacheTags;
import org.pressroom.common.contract.HeaderNames;
import org.pressroom.common.http.ETags;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.AbstractServerHttpResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A response that goes nowhere: it becomes a {@link CachedAnswer}. */
final class BufferedResponse extends AbstractServerHttpResponse {

    /** What belongs to one connection or one principal, or is set anew for each request. */
    private static final Set<String> NOT_KEPT = Set.of(
            HeaderNames.CACHE_TAG.toLowerCase(Locale.ROOT),
            "set-cookie",
            "connection",
            "keep-alive",
            "transfer-encoding",
            "content-length",
            "date",
            "etag",
            "age",
            "expires",
            "pragma",
            "cache-control",
            "cache-status");

    private final int mostBytes;
    private byte[] body = new byte[0];

    /** @param mostBytes a longer body fails with {@link org.springframework.core.io.buffer.DataBufferLimitException} */
    BufferedResponse(int mostBytes) {
        super(DefaultDataBufferFactory.sharedInstance);
        this.mostBytes = mostBytes;
    }

    /**
     * What was answered.
     *
     * @param complete whether no part of it is missing
     */
    CachedAnswer toAnswer(boolean complete) {
        HttpStatusCode status = getStatusCode();
        int code = status == null ? 200 : status.value();
        boolean ok = code == 200;
        String cacheControl = getHeaders().getCacheControl();
        boolean mayBeKept = cacheControl == null || !cacheControl.contains("no-store");
        Map<String, List<String>> headers = keptHeaders();
        headers.put(HttpHeaders.CACHE_CONTROL, List.of(mayBeKept ? "no-cache" : "no-store"));
        return new CachedAnswer(
                code,
                headers,
                body,
                null,
                ok ? etag() : null,
                CacheTags.in(getHeaders().getOrEmpty(HeaderNames.CACHE_TAG)),
                ok && complete && mayBeKept && getCookies().isEmpty());
    }

    private Map<String, List<String>> keptHeaders() {
        Map<String, List<String>> kept = new LinkedHashMap<>();
        getHeaders().forEach((name, values) -> {
            if (!NOT_KEPT.contains(name.toLowerCase(Locale.ROOT))) {
                kept.put(name, List.copyOf(values));
            }
        });
        return kept;
    }

    /** Services tag their answers themselves; pages are tagged by what they look like. */
    private @Nullable String etag() {
        String etag = getHeaders().getETag();
        return etag != null ? etag : ETags.weak(body);
    }

    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals") // as the interface has it
    public <T> T getNativeResponse() {
        throw new IllegalStateException("there is none");
    }

    @Override
    protected Mono<Void> writeWithInternal(Publisher<? extends DataBuffer> buffers) {
        return DataBufferUtils.join(buffers, mostBytes)
                .doOnNext(joined -> {
                    byte[] bytes = new byte[joined.readableByteCount()];
                    joined.read(bytes);
                    DataBufferUtils.release(joined);
                    body = bytes;
                })
                .then();
    }

    @Override
    protected Mono<Void> writeAndFlushWithInternal(Publisher<? extends Publisher<? extends DataBuffer>> buffers) {
        return writeWithInternal(Flux.from(buffers).concatMap(part -> part));
    }

    @Override
    protected void applyStatusCode() {
        // nobody to tell
    }

    @Override
    protected void applyHeaders() {
        // nobody to tell
    }

    @Override
    protected void applyCookies() {
        // nobody to tell
    }
}
