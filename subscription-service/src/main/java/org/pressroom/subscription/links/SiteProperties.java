package org.pressroom.subscription.links;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The public site.
 *
 * @param url its origin in ASCII, without a slash at the end
 * @param linkPepper mixed into the secret of links; where it is set, a copy of the database is not enough to forge them.
 *     A change of it makes all links in mails that were sent invalid
 */
@Validated
@ConfigurationProperties("pressroom.site")
public record SiteProperties(
        @DefaultValue("http://localhost:9000")
        @Pattern(
                regexp = "https?://[A-Za-z0-9._:\\[\\]-]+",
                message = "must be an origin in ASCII, such as https://news.example, without a slash at the end")
        String url,

        @DefaultValue("") @NotNull String linkPepper) {}
