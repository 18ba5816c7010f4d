package org.pressroom.common.security;

import jakarta.validation.constraints.NotEmpty;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where the keys of the gateway's tokens come from.
 *
 * @param keysUri the JSON Web Key Set on the internal port of each gateway: one address a gateway, asked in turn until
 *     one answers
 * @param keysTimeout how long loading them may take; each gateway has the same share of it before the next is asked as well
 * @param keysRefresh how old a loaded set may become before it is loaded again
 */
@Validated
@ConfigurationProperties("pressroom.security")
public record ResourceServerProperties(
        @NotEmpty List<URI> keysUri,
        @DefaultValue("4s") Duration keysTimeout,
        @DefaultValue("5m") Duration keysRefresh) {}
