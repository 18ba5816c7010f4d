package org.pressroom.common.site;

import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The public site.
 *
 * @param name what it is called, until admins choose another name
 */
@Validated
@ConfigurationProperties("pressroom.site")
public record SiteNameProperties(
        @DefaultValue("Pressroom") @NotBlank String name) {}
