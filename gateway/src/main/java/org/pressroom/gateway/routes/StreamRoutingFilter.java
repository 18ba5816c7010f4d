package org.pressroom.gateway.routes;

import java.util.List;
import org.pressroom.gateway.services.ServiceConnections;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.cloud.gateway.config.HttpClientProperties;
import org.springframework.cloud.gateway.filter.NettyRoutingFilter;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.netty.http.client.HttpClient;

/**
 * Gives streams connections of their own. Comes before the framework's own filter, which then finds all requests routed;
 * that one cannot be switched off without the filter that writes answers.
 */
@Component
class StreamRoutingFilter extends NettyRoutingFilter {

    /** Under this name a route's metadata say whether its answers have no end. */
    static final String STREAM = "stream";

    private final HttpClient streams;

    StreamRoutingFilter(
            ServiceConnections connections,
            ObjectProvider<List<HttpHeadersFilter>> headersFilters,
            HttpClientProperties properties) {
        super(connections.calls(), headersFilters, properties);
        this.streams = connections.streams();
    }

    @Override
    public int getOrder() {
        return ORDER - 1;
    }

    @Override
    protected HttpClient getHttpClient(Route route, ServerWebExchange exchange) {
        return Boolean.TRUE.equals(route.getMetadata().get(STREAM)) ? streams : super.getHttpClient(route, exchange);
    }
}
