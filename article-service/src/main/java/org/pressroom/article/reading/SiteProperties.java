package org.pressroom.article.reading;

import jakarta.validation.constraints.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The public site.
 *
 * @param url its origin, without a slash at the end
 */
@Validated
@ConfigurationProperties("pressroom.site")
public record SiteProperties(
        @DefaultValue("http://localhost:9000") @Pattern(regexp = "https?://[^/\\s]+")
        String url) {}
