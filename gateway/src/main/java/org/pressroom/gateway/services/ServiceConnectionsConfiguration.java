package org.pressroom.gateway.services;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.cloud.gateway.config.HttpClientCustomizer;
import org.springframework.cloud.gateway.config.HttpClientFactory;
import org.springframework.cloud.gateway.config.HttpClientProperties;
import org.springframework.cloud.gateway.config.HttpClientSslConfigurer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** Makes the clients by {@code spring.cloud.gateway.server.webflux.httpclient}, each with a pool of its own. */
@Configuration(proxyBeanMethods = false)
class ServiceConnectionsConfiguration {

    @Bean
    ServiceConnections serviceConnections(
            HttpClientProperties properties,
            ServerProperties server,
            HttpClientSslConfigurer ssl,
            List<HttpClientCustomizer> customizers,
            ServiceProperties services) {
        int calls = properties.getPool().getMaxConnections();
        return new ServiceConnections(
                new Pooled("calls", calls, properties, server, ssl, customizers).client(),
                new Pooled("pages", calls, properties, server, ssl, customizers).client(),
                new Pooled("streams", services.mostStreams(), properties, server, ssl, customizers).client());
    }

    /** What the framework calls its client. */
    @Bean
    HttpClient gatewayHttpClient(ServiceConnections connections) {
        return connections.calls();
    }

    /** The framework's own way to make a client, but for the pool: there, any number of requests may wait. */
    private static final class Pooled extends HttpClientFactory {

        private final String name;
        private final int most;

        private Pooled(
                String name,
                int most,
                HttpClientProperties properties,
                ServerProperties server,
                HttpClientSslConfigurer ssl,
                List<HttpClientCustomizer> customizers) {
            super(properties, server, ssl, customizers);
            this.name = name;
            this.most = most;
        }

        private HttpClient client() {
            return createInstance();
        }

        @Override
        protected ConnectionProvider buildConnectionProvider(HttpClientProperties properties) {
            HttpClientProperties.Pool pool = properties.getPool();
            return ConnectionProvider.builder(name)
                    .maxConnections(most)
                    .pendingAcquireMaxCount(2 * most)
                    .pendingAcquireTimeout(Duration.ofMillis(pool.getAcquireTimeout()))
                    .maxIdleTime(pool.getMaxIdleTime())
                    .evictInBackground(pool.getEvictionInterval())
                    .lifo()
                    .build();
        }
    }
}
