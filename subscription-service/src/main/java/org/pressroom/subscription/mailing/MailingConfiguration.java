package org.pressroom.subscription.mailing;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import org.pressroom.common.background.WakeUp;
import org.pressroom.subscription.links.SiteLinks;
import org.pressroom.subscription.links.SiteSettings;
import org.pressroom.subscription.smtp.SmtpRelay;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MailSettings.class)
class MailingConfiguration {

    @Bean
    WakeUp wakeUp() {
        return new WakeUp();
    }

    @Bean
    Outbound outbound(DatabaseClient database, WakeUp wakeUp) {
        return new Outbound(database, wakeUp);
    }

    @Bean
    SmtpRelay smtpRelay(MailSettings settings) {
        return new SmtpRelay(settings.relay());
    }

    @Bean
    MailWorker mailWorker(
            DatabaseClient database,
            SmtpRelay relay,
            MailSettings settings,
            SiteSettings site,
            SiteLinks links,
            WakeUp wakeUp,
            List<AfterSending> after,
            MeterRegistry meters,
            Clock clock) {
        MailWriter writer = new MailWriter(site.name(), settings.from(), settings.fromDomain(), links);
        return new MailWorker(new Deliveries(database), writer, relay, settings, wakeUp, after, meters, clock);
    }
}
