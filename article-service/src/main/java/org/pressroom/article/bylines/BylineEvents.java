package org.pressroom.article.bylines;

import org.pressroom.common.consuming.EventConsumer;
import org.pressroom.common.consuming.EventConsumers;
import org.pressroom.common.events.AccountState;
import org.pressroom.common.events.EventType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Hears of changed names. */
@Configuration(proxyBeanMethods = false)
class BylineEvents {

    @Bean
    EventConsumer accountNames(EventConsumers consumers, Authors authors) {
        return consumers
                .group("article-accounts")
                .on(EventType.ACCOUNT_CHANGED, AccountState.class, (event, account) -> authors.follow(account))
                .build();
    }
}
