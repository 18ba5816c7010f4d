package org.pressroom.subscription.mailing;

import org.pressroom.common.consuming.EventConsumer;
import org.pressroom.common.consuming.EventConsumers;
import org.pressroom.common.site.SiteName;
import org.pressroom.common.site.SiteNameConfiguration;
import org.pressroom.subscription.links.SiteLinks;
import org.pressroom.subscription.smtp.SmtpRelay;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MailProperties.class)
@Import(SiteNameConfiguration.class)
class MailingConfiguration {

    private static final int STAFF_AT_ONCE = 2;

    @Bean
    static EventConsumer siteNameConsumer(EventConsumers consumers, SiteName name) {
        return SiteNameConfiguration.consumer(consumers, "subscription-site", name);
    }

    @Bean
    MailChannel mailChannel(MailProperties mail, SiteName siteName, SiteLinks links) {
        MailWriter writer = new MailWriter(siteName, mail.from(), mail.fromDomain(), links);
        return new MailChannel(MailChannel.NAME, writer, new SmtpRelay(mail.relay()), mail.connections());
    }

    @Bean
    MailChannel staffMailChannel(MailProperties mail, SiteName siteName, SiteLinks links) {
        MailWriter writer = new MailWriter(siteName, mail.from(), mail.fromDomain(), links);
        return new MailChannel(MailChannel.STAFF, writer, new SmtpRelay(mail.relay()), STAFF_AT_ONCE);
    }
}
