package org.pressroom.comment.staff;

import org.pressroom.common.consuming.EventConsumer;
import org.pressroom.common.consuming.EventConsumers;
import org.pressroom.common.events.AccountState;
import org.pressroom.common.events.EventType;
import org.pressroom.common.site.SiteName;
import org.pressroom.common.site.SiteNameConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Follows what becomes of accounts, and what the site is called. */
@Configuration(proxyBeanMethods = false)
@Import(SiteNameConfiguration.class)
class StaffEventHandlers {

    @Bean
    static EventConsumer staffConsumer(EventConsumers consumers, StaffRepository staff) {
        return consumers
                .group("comment-staff")
                .on(EventType.ACCOUNT_CHANGED, AccountState.class, (event, account) -> staff.project(account))
                .build();
    }

    @Bean
    static EventConsumer siteNameConsumer(EventConsumers consumers, SiteName name) {
        return SiteNameConfiguration.consumer(consumers, "comment-site", name);
    }
}
