package org.pressroom.article;

import java.time.Clock;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.cfg.EnumFeature;

/** What all parts of the program use. */
@Configuration(proxyBeanMethods = false)
class ArticleConfiguration {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    /** A value out of a few is named, never numbered. */
    @Bean
    JsonMapperBuilderCustomizer valuesByName() {
        return json -> json.enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS);
    }
}
