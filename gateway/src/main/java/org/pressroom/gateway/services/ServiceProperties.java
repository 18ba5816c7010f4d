package org.pressroom.gateway.services;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import java.net.URI;
import java.util.List;
import org.pressroom.gateway.routes.Service;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where the services are, and how much is asked of each at once. Each has one or more addresses ({@code http://host:port}),
 * of which all are asked in turn.
 *
 * @param article where article-service is
 * @param comment where comment-service is
 * @param subscription where subscription-service is
 * @param mostStreams how many different streams the services are asked for at once; each is asked for once, however many
 *     clients watch it
 */
@Validated
@ConfigurationProperties("pressroom.services")
public record ServiceProperties(
        @NotEmpty List<URI> article,
        @NotEmpty List<URI> comment,
        @NotEmpty List<URI> subscription,
        @DefaultValue("1000") @Min(1) int mostStreams) {

    /** The addresses of the given service. */
    List<URI> of(Service service) {
        return switch (service) {
            case ARTICLE -> article;
            case COMMENT -> comment;
            case SUBSCRIPTION -> subscription;
        };
    }
}
