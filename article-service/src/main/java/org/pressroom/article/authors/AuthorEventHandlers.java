package org.pressroom.article.authors;

import org.pressroom.common.consuming.EventConsumer;
import org.pressroom.common.consuming.EventConsumers;
import org.pressroom.common.events.AccountState;
import org.pressroom.common.events.EventType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Takes over changed names. */
@Configuration(proxyBeanMethods = false)
class AuthorEventHandlers {

    @Bean
    EventConsumer accountNames(EventConsumers consumers, AuthorRepository authors) {
        return consumers
                .group("article-accounts")
                .on(EventType.ACCOUNT_CHANGED, AccountState.class, (event, account) -> authors.project(account))
                .build();
    }
}
