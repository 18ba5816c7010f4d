package org.pressroom.gateway.services;

import jakarta.validation.constraints.Min;
import java.net.URI;
import org.pressroom.gateway.routes.Service;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where the services are, and how much is asked of each at once.
 *
 * @param article the base URL of article-service
 * @param comment the base URL of comment-service
 * @param subscription the base URL of subscription-service
 * @param mostStreams how many different streams the services are asked for at once; each is asked for once, however many
 *     clients watch it
 */
@Validated
@ConfigurationProperties("pressroom.services")
public record ServiceProperties(
        @DefaultValue("http://127.0.0.1:9001") URI article,
        @DefaultValue("http://127.0.0.1:9002") URI comment,
        @DefaultValue("http://127.0.0.1:9003") URI subscription,
        @DefaultValue("1000") @Min(1) int mostStreams) {

    /** The base URL of the given service. */
    public URI of(Service service) {
        return switch (service) {
            case ARTICLE -> article;
            case COMMENT -> comment;
            case SUBSCRIPTION -> subscription;
        };
    }
}
