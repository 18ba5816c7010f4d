package org.pressroom.gateway.edge;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.netty.handler.codec.http.HttpMethod;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.pressroom.gateway.limits.AnonymousReads;
import org.pressroom.gateway.protection.AnswerHeaders;
import org.pressroom.gateway.protection.SiteHosts;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.stereotype.Component;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;

/** Puts a {@link CacheHitHandler} into every connection, and is what all of them share. */
@Component
final class CacheHits implements NettyServerCustomizer {

    private static final String NAME = "pressroom.cacheHits";

    private final EdgeCache cache;
    private final EdgeProperties properties;
    private final SiteHosts hosts;
    private final AnonymousReads reads;
    private final AnswerHeaders headers;
    private final Timer wholeToGet;
    private final Timer wholeToHead;
    private final Timer unchangedToGet;
    private final Timer unchangedToHead;

    CacheHits(
            EdgeCache cache,
            EdgeProperties properties,
            SiteHosts hosts,
            AnonymousReads reads,
            AnswerHeaders headers,
            MeterRegistry meters) {
        this.cache = cache;
        this.properties = properties;
        this.hosts = hosts;
        this.reads = reads;
        this.headers = headers;
        this.wholeToGet = timer(meters, HttpMethod.GET, "200", "SUCCESS");
        this.wholeToHead = timer(meters, HttpMethod.HEAD, "200", "SUCCESS");
        this.unchangedToGet = timer(meters, HttpMethod.GET, "304", "REDIRECTION");
        this.unchangedToHead = timer(meters, HttpMethod.HEAD, "304", "REDIRECTION");
    }

    /** The meter of requests that Spring keeps, with what it says of one that the cache's filter answers. */
    private static Timer timer(MeterRegistry meters, HttpMethod method, String status, String outcome) {
        return meters.timer(
                "http.server.requests",
                "error",
                "none",
                "exception",
                "none",
                "method",
                method.name(),
                "outcome",
                outcome,
                "status",
                status,
                "uri",
                "UNKNOWN");
    }

    @Override
    public HttpServer apply(HttpServer server) {
        return properties.enabled()
                ? server.doOnChannelInit((observer, channel, remote) ->
                        channel.pipeline().addBefore(NettyPipeline.HttpTrafficHandler, NAME, new CacheHitHandler(this)))
                : server;
    }

    EdgeCache cache() {
        return cache;
    }

    EdgeProperties properties() {
        return properties;
    }

    SiteHosts hosts() {
        return hosts;
    }

    AnswerHeaders headers() {
        return headers;
    }

    AnonymousReads.Counter counter(SocketAddress remote) {
        return remote instanceof InetSocketAddress socket && !socket.isUnresolved()
                ? reads.from(socket.getAddress())
                : forwardedFor -> false;
    }

    Timer timer(boolean whole, boolean get) {
        if (whole) {
            return get ? wholeToGet : wholeToHead;
        }
        return get ? unchangedToGet : unchangedToHead;
    }
}
