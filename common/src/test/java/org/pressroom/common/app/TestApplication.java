package org.pressroom.common.app;

import org.pressroom.testkit.WholeAnswers;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.webtestclient.autoconfigure.WebTestClientBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.http.client.ReactorResourceFactory;

@SpringBootApplication
public class TestApplication {

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
