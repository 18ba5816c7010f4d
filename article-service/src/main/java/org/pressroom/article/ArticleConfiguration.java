package org.pressroom.article;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What all parts of the program use. */
@Configuration(proxyBeanMethods = false)
class ArticleConfiguration {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
