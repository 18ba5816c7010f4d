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

    @Bean
    MailChannel mailChannel(MailProperties mail, SiteProperties site, SiteLinks links) {
        MailWriter writer = new MailWriter(site.name(), mail.from(), mail.fromDomain(), links);
        return new MailChannel(writer, new SmtpRelay(mail.relay()), mail.connections());
    }
}
