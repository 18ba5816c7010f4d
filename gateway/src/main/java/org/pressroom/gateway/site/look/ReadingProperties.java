package org.pressroom.gateway.site.look;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the reading site looks and speaks.
 *
 * @param zone the time zone in which dates are shown
 * @param theme a folder whose {@code templates/}, {@code assets/} and {@code messages.properties} go before our own
 * @param articleTimeout how long a page waits for the article service, and a form for the service that takes it; two
 *     seconds at most, after which the clients of the services give up themselves
 * @param commentTimeout how long an article's page waits for its comments before it shows without them
 * @param categoriesKept for how long the list of categories, which is on every page, is not asked for again
 */
@ConfigurationProperties("pressroom.site")
public record ReadingProperties(
        @DefaultValue("UTC") ZoneId zone,
        @Nullable Path theme,
        @DefaultValue("2s") Duration articleTimeout,
        @DefaultValue("1500ms") Duration commentTimeout,
        @DefaultValue("1m") Duration categoriesKept) {}
