package org.pressroom.gateway.views;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.pressroom.common.sending.EventSender;
import org.pressroom.common.sending.SendingConfiguration;
import org.pressroom.gateway.SiteProperties;
import org.pressroom.gateway.limits.LimitsProperties;
import org.pressroom.gateway.principals.ClientAddresses;
import org.pressroom.gateway.protection.AnswerHeaders;
import org.pressroom.gateway.protection.SiteHosts;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;

/** What views are counted with. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ViewsProperties.class)
@Import(SendingConfiguration.class)
class ViewsConfiguration {

    @Bean
    ViewBatches viewBatches(EventSender sender, ViewsProperties properties, Clock clock) {
        return new ViewBatches(sender, properties, clock);
    }

    @Bean
    Views views(
            ViewsProperties properties,
            LimitsProperties limits,
            ViewBatches batches,
            SiteHosts hosts,
            Clock clock,
            MeterRegistry meters) {
        return new Views(limits.enabled(), new ViewLimits(properties, clock), batches, hosts, meters);
    }

    @Bean
    ViewRequests viewRequests(
            Views views,
            ClientAddresses addresses,
            SiteHosts hosts,
            AnswerHeaders headers,
            SiteProperties site,
            JsonMapper json) {
        return new ViewRequests(views, addresses, hosts, headers, site, json);
    }
}
