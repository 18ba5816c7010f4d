package org.pressroom.gateway.secrets;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What the gateway keeps from everybody.
 *
 * @param secret from which the keys are made that encrypt what must not be read in the database, and that sign cookies:
 *     {@value #SHORTEST} characters or more that nobody guesses, the same for all gateways of a site, and kept as long as
 *     its database
 */
@ConfigurationProperties("pressroom")
public record SecretProperties(@Nullable String secret) {

    static final int SHORTEST = 32;

    @Override
    public String toString() {
        return "SecretProperties[secret=" + (secret == null ? "none" : "***") + "]";
    }
}
