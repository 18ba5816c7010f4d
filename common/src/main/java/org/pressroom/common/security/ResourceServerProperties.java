package org.pressroom.common.security;

import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where the keys of the gateway's tokens come from.
 *
 * @param keysUri the JSON Web Key Set on the gateway's internal port
 * @param keysTimeout how long loading them may take
 * @param keysRefresh how old a loaded set may become before it is loaded again
 */
@Validated
@ConfigurationProperties("pressroom.security")
public record ResourceServerProperties(
        @NotNull URI keysUri,
        @DefaultValue("2s") Duration keysTimeout,
        @DefaultValue("5m") Duration keysRefresh) {}
