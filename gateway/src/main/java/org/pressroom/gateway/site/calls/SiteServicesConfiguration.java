package org.pressroom.gateway.site.calls;

import org.pressroom.gateway.services.ServiceClients;
import org.pressroom.gateway.site.SiteConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Apart from {@link SiteConfiguration}, so that the site can be tested before services that are not ours. */
@Configuration(proxyBeanMethods = false)
class SiteServicesConfiguration {

    @Bean
    SiteServices siteServices(ServiceClients clients) {
        return new SiteServices(clients.article(), clients.comment(), clients.subscription());
    }
}
