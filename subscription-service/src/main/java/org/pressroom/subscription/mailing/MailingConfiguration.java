package org.pressroom.subscription.mailing;

import org.pressroom.subscription.links.SiteLinks;
import org.pressroom.subscription.links.SiteProperties;
import org.pressroom.subscription.smtp.SmtpRelay;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MailProperties.class)
class MailingConfiguration {

    private static final int STAFF_AT_ONCE = 2;

    @Bean
    MailChannel mailChannel(MailProperties mail, SiteProperties site, SiteLinks links) {
        MailWriter writer = new MailWriter(site.name(), mail.from(), mail.fromDomain(), links);
        return new MailChannel(MailChannel.NAME, writer, new SmtpRelay(mail.relay()), mail.connections());
    }

    @Bean
    MailChannel staffMailChannel(MailProperties mail, SiteProperties site, SiteLinks links) {
        MailWriter writer = new MailWriter(site.name(), mail.from(), mail.fromDomain(), links);
        return new MailChannel(MailChannel.STAFF, writer, new SmtpRelay(mail.relay()), STAFF_AT_ONCE);
    }
}
