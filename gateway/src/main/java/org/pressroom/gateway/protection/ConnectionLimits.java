package org.pressroom.gateway.protection;

import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Keeps clients from holding connections by sending as slowly as they can. */
@Configuration(proxyBeanMethods = false)
class ConnectionLimits {

    @Bean
    NettyServerCustomizer slowClients(ProtectionProperties properties) {
        return server -> server.requestTimeout(properties.slowestRequest());
    }
}
