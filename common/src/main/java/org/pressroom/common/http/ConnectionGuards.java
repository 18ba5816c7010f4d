package org.pressroom.common.http;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;

/** Puts a {@link ConnectionGuard} into every connection of a program's port. */
final class ConnectionGuards implements NettyServerCustomizer {

    private static final String NAME = "pressroom.connectionGuard";

    private final ConnectionProperties limits;
    private final ConnectionCounts counts;

    ConnectionGuards(ConnectionProperties limits, PeerKeys peers, MeterRegistry meters) {
        this.limits = limits;
        this.counts = new ConnectionCounts(limits, peers);
        Gauge.builder("pressroom.connections.open", counts, ConnectionCounts::open)
                .description("Connections of clients that are open")
                .register(meters);
    }

    @Override
    public HttpServer apply(HttpServer server) {
        return server.doOnChannelInit((observer, channel, remote) ->
                channel.pipeline().addAfter(NettyPipeline.HttpCodec, NAME, new ConnectionGuard(limits, counts)));
    }
}
