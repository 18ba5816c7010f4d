package org.pressroom.common.app;

import org.pressroom.testkit.WholeAnswers;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.boot.webtestclient.autoconfigure.WebTestClientBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.http.client.ReactorResourceFactory;

@SpringBootApplication
public class TestApplication {

    /** Another one in this process, which leaves the log as it is: what tests listen to in it would be gone. */
    static SpringApplicationBuilder another(String... properties) {
        SpringApplicationBuilder builder = new SpringApplicationBuilder(TestApplication.class).properties(properties);
        SpringApplication application = builder.application();
        application.setListeners(application.getListeners().stream()
                .filter(listener -> !(listener instanceof LoggingApplicationListener))
                .toList());
        return builder;
    }

    /** Its own: whichever program ends would close the connections of all that share theirs. */
    @Bean
    ReactorResourceFactory ownConnections() {
        ReactorResourceFactory resources = new ReactorResourceFactory();
        resources.setUseGlobalResources(false);
        return resources;
    }

    @Bean
    WebTestClientBuilderCustomizer wholeAnswers() {
        return client -> client.filter(new WholeAnswers());
    }
}
