package org.pressroom.common.http;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;

/** The HTTP server of every program. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ConnectionProperties.class, DrainingProperties.class})
public class HttpConfiguration implements WebFluxConfigurer {

    @Override
    public void configureHttpMessageCodecs(ServerCodecConfigurer codecs) {
        codecs.customCodecs().register(new JsonBytesEncoder());
    }

    @Override
    public void configureArgumentResolvers(ArgumentResolverConfigurer resolvers) {
        resolvers.addCustomResolver(new ExpectedVersionArgument());
    }

    @Bean
    NextTurn nextTurn() {
        return new NextTurn();
    }

    @Bean
    RefusedRequests refusedRequests() {
        return new RefusedRequests();
    }

    @Bean
    Draining draining(DrainingProperties properties, ApplicationEventPublisher events) {
        return new Draining(properties, events);
    }

    @Bean
    ConnectionGuards connectionGuards(
            ConnectionProperties properties, ObjectProvider<PeerKeys> peers, MeterRegistry meters) {
        return new ConnectionGuards(properties, peers.getIfAvailable(() -> peer -> null), meters);
    }
}
