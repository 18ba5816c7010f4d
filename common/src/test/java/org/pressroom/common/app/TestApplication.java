package org.pressroom.common.app;

import org.pressroom.testkit.WholeAnswers;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.webtestclient.autoconfigure.WebTestClientBuilderCustomizer;
import org.springframework.context.annotation.Bean;

@SpringBootApplication
public class TestApplication {

    @Bean
    WebTestClientBuilderCustomizer wholeAnswers() {
        return client -> client.filter(new WholeAnswers());
    }
}
