package org.pressroom.article.site;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.pressroom.common.validation.LanguageTag;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The public site.
 *
 * @param url its origin, without a slash at the end
 * @param language what is written in where nothing else is said, as of BCP 47
 */
@Validated
@ConfigurationProperties("pressroom.site")
public record SiteProperties(
        @DefaultValue("http://localhost:9000") @Pattern(regexp = "https?://[^/\\s]+")
        String url,

        @DefaultValue("en") @NotNull @LanguageTag String language) {}
