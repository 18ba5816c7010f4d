package org.pressroom.gateway.protection;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * @param mostBody the longest request body that is taken
 * @param slowestRequest how long a request may take to arrive
 * @param contentSecurityPolicy what pages may load and do
 */
@ConfigurationProperties("pressroom.protection")
public record ProtectionProperties(
        @DefaultValue("1MB") DataSize mostBody,
        @DefaultValue("30s") Duration slowestRequest,

        @DefaultValue("default-src 'self'; img-src 'self' https: data:; object-src 'none'; base-uri 'none'; "
                + "form-action 'self'; frame-ancestors 'none'")
        String contentSecurityPolicy) {}
