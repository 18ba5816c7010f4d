package org.pressroom.comment.staff;

import org.pressroom.common.consuming.EventConsumer;
import org.pressroom.common.consuming.EventConsumers;
import org.pressroom.common.events.AccountState;
import org.pressroom.common.events.EventType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Follows what becomes of accounts. */
@Configuration(proxyBeanMethods = false)
class StaffEventHandlers {

    @Bean
    static EventConsumer staffConsumer(EventConsumers consumers, StaffRepository staff) {
        return consumers
                .group("comment-staff")
                .on(EventType.ACCOUNT_CHANGED, AccountState.class, (event, account) -> staff.project(account))
                .build();
    }
}
