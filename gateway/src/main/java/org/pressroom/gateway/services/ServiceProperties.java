package org.pressroom.gateway.services;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the services are.
 *
 * @param article the base URL of article-service
 * @param comment the base URL of comment-service
 * @param subscription the base URL of subscription-service
 */
@ConfigurationProperties("pressroom.services")
public record ServiceProperties(
        @DefaultValue("http://127.0.0.1:9001") URI article,
        @DefaultValue("http://127.0.0.1:9002") URI comment,
        @DefaultValue("http://127.0.0.1:9003") URI subscription) {

    /** The base URL of the given service. */
    public URI of(Service service) {
        return switch (service) {
            case ARTICLE -> article;
            case COMMENT -> comment;
            case SUBSCRIPTION -> subscription;
        };
    }
}
