package org.pressroom.gateway.edge;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.contract.HeaderNames;
import org.pressroom.gateway.cookies.CookieNames;
import org.pressroom.gateway.edge.EdgeCache.Hit;
import org.pressroom.gateway.languages.InterfaceLanguages;
import org.pressroom.gateway.limits.AnonymousReads;
import org.pressroom.gateway.principals.ClientAddresses;
import org.pressroom.gateway.protection.AnswerHeaders;
import org.pressroom.gateway.protection.SiteHosts;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.stereotype.Component;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;

/**
 * Answers strangers' reads that are in the cache before anything is made of them: no exchange, no filter, no span. It sees
 * to all that filters would: whose site is meant, who asks, how often. Whatever is out of the ordinary about a request is
 * left to them. Each connection asks by a {@link CacheHitHandler}.
 */
@Component
final class CacheHits implements NettyServerCustomizer {

    private static final String NAME = "pressroom.cacheHits";

    private final EdgeCache cache;
    private final EdgeProperties properties;
    private final InterfaceLanguages languages;
    private final SiteHosts hosts;
    private final AnonymousReads reads;
    private final AnswerHeaders headers;
    private final Timers gets;
    private final Timers heads;

    CacheHits(
            EdgeCache cache,
            EdgeProperties properties,
            InterfaceLanguages languages,
            SiteHosts hosts,
            AnonymousReads reads,
            AnswerHeaders headers,
            MeterRegistry meters) {
        this.cache = cache;
        this.properties = properties;
        this.languages = languages;
        this.hosts = hosts;
        this.reads = reads;
        this.headers = headers;
        this.gets = Timers.of(meters, HttpMethod.GET);
        this.heads = Timers.of(meters, HttpMethod.HEAD);
    }

    /** The meters of requests that Spring keeps, with what it says of those that the cache's filter answers. */
    private record Timers(Timer ok, Timer notModified) {

        static Timers of(MeterRegistry meters, HttpMethod method) {
            return new Timers(of(meters, method, "200", "SUCCESS"), of(meters, method, "304", "REDIRECTION"));
        }

        private static Timer of(MeterRegistry meters, HttpMethod method, String status, String outcome) {
            return Timer.builder("http.server.requests")
                    .tags("error", "none", "exception", "none", "uri", "UNKNOWN")
                    .tags("method", method.name(), "outcome", outcome, "status", status)
                    .register(meters);
        }

        Timer of(Variant variant) {
            return variant == Variant.NOT_MODIFIED ? notModified : ok;
        }
    }

    @Override
    public HttpServer apply(HttpServer server) {
        return properties.enabled()
                ? server.doOnChannelInit((observer, channel, remote) ->
                        channel.pipeline().addBefore(NettyPipeline.HttpTrafficHandler, NAME, new CacheHitHandler(this)))
                : server;
    }

    /** Counts what comes over a connection from there. */
    AnonymousReads.Counter counter(SocketAddress remote) {
        return remote instanceof InetSocketAddress socket && !socket.isUnresolved()
                ? reads.from(socket.getAddress())
                : forwardedFor -> false;
    }

    /** The answer to a request; null where the filters are to look at it, and nothing was counted. */
    @Nullable
    FullHttpResponse answer(HttpRequest request, AnonymousReads.Counter counter) {
        if (!isOrdinary(request)) {
            return null;
        }
        long begun = System.nanoTime();
        HttpHeaders asked = request.headers();
        Hit hit = cache.hit(CacheKey.text(
                request.uri(),
                asked.getAll(HttpHeaderNames.COOKIE),
                asked.get(HttpHeaderNames.ACCEPT_LANGUAGE),
                languages));
        if (hit == null || !counter.count(() -> asked.getAll(ClientAddresses.FORWARDED_FOR))) {
            return null;
        }
        Variant variant = Variant.of(
                hit.served().answer(),
                asked.getAll(HttpHeaderNames.IF_NONE_MATCH),
                asked.get(HttpHeaderNames.IF_MODIFIED_SINCE),
                asked.get(HttpHeaderNames.ACCEPT_ENCODING));
        boolean get = HttpMethod.GET.equals(request.method());
        FullHttpResponse answer = hit.prepared().response(hit.served(), headers, variant, get);
        (get ? gets : heads).of(variant).record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
        return answer;
    }

    /**
     * Whether a stranger reads something of this site over a connection that goes on afterwards, and sends nothing with it.
     */
    private boolean isOrdinary(HttpRequest request) {
        HttpHeaders asked = request.headers();
        String connection = asked.get(HttpHeaderNames.CONNECTION);
        String host = asked.get(HttpHeaderNames.HOST);
        return (HttpMethod.GET.equals(request.method()) || HttpMethod.HEAD.equals(request.method()))
                && !(request instanceof FullHttpRequest)
                && HttpVersion.HTTP_1_1.equals(request.protocolVersion())
                && (connection == null || HttpHeaderValues.KEEP_ALIVE.contentEqualsIgnoreCase(connection))
                && !asked.contains(HttpHeaderNames.AUTHORIZATION)
                && !asked.contains(HeaderNames.ARTICLE_ACCESS)
                && !asked.contains(HeaderNames.READER_TOKEN)
                && !asked.contains(HttpHeaderNames.CONTENT_LENGTH)
                && !asked.contains(HttpHeaderNames.TRANSFER_ENCODING)
                && !asked.contains(HttpHeaderNames.EXPECT)
                && !asked.contains(HttpHeaderNames.UPGRADE)
                && (!asked.contains(HttpHeaderNames.COOKIE)
                        || asked.getAll(HttpHeaderNames.COOKIE).stream().noneMatch(CookieNames::mayBeIn))
                && host != null
                && hosts.include(host);
    }
}
