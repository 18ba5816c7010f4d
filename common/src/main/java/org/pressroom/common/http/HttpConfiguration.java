package org.pressroom.common.http;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The HTTP server of every program. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ConnectionProperties.class)
public class HttpConfiguration {

    @Bean
    NextTurn nextTurn() {
        return new NextTurn();
    }

    @Bean
    RefusedRequests refusedRequests() {
        return new RefusedRequests();
    }

    @Bean
    ConnectionGuards connectionGuards(
            ConnectionProperties properties, ObjectProvider<PeerKeys> peers, MeterRegistry meters) {
        return new ConnectionGuards(properties, peers.getIfAvailable(() -> peer -> null), meters);
    }
}
