package org.pressroom.apidocs;

import org.pressroom.common.http.JsonBytes;
import org.pressroom.common.security.Caller;
import org.pressroom.common.usecase.ExpectedVersion;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.PropertySource;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

/** What makes the document of a program, in its tests. */
@AutoConfiguration(beforeName = "org.springdoc.core.configuration.SpringDocConfiguration")
@PropertySource("classpath:apidocs.properties")
class ApiDocsAutoConfiguration {

    static {
        SpringDocUtils.getConfig()
                .addResponseWrapperToIgnore(JsonBytes.class)
                .addRequestWrapperToIgnore(Caller.class, ExpectedVersion.class);
    }

    @Bean
    SourceComments sourceComments() {
        return new SourceComments();
    }

    @Bean
    RecordSchemas recordSchemas(
            ObjectMapperProvider mapper,
            SourceComments comments,
            @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping routes) {
        return new RecordSchemas(mapper, RequestTypes.of(routes), comments);
    }

    @Bean
    EventSchemas eventSchemas() {
        return new EventSchemas();
    }

    @Bean
    ApiConventions apiConventions(EventSchemas events) {
        return new ApiConventions(events);
    }

    @Bean
    SharedParts sharedParts() {
        return new SharedParts();
    }
}
