package org.pressroom.gateway.readers;

import org.pressroom.gateway.cookies.ReaderCookie;
import org.pressroom.gateway.services.ServiceClients;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ReadersConfiguration {

    @Bean
    Readers readers(ServiceClients services, ReaderCookie cookie) {
        return new Readers(services.subscription(), cookie);
    }
}
