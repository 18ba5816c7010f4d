package org.pressroom.gateway;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The public site.
 *
 * @param url its origin as readers see it, without a slash at the end; {@code https} also makes cookies {@code Secure}
 *     and sends HSTS
 * @param name its name, unless admins choose another
 * @param description one sentence of it for search engines and feeds, unless admins choose another
 */
@Validated
@ConfigurationProperties("pressroom.site")
public record SiteProperties(
        @Pattern(regexp = "https?://[^/]+") @DefaultValue("http://localhost:9000")
        String url,

        @NotBlank @DefaultValue("Pressroom") String name,

        @DefaultValue("Articles worth your time, and the talk that follows them.")
        String description) {

    /** Whether readers reach the site over TLS. */
    public boolean secure() {
        return url.startsWith("https://");
    }
}
