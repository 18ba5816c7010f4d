package org.pressroom.gateway.accounts;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The first account.
 *
 * @param password of {@code admin}, only looked at while there is no account; made up where it is not set
 */
@ConfigurationProperties("pressroom.admin")
record AdminProperties(@Nullable String password) {

    @Override
    public String toString() {
        return "AdminProperties[password=" + (password == null ? "none" : "***") + "]";
    }
}
