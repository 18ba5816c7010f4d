package org.pressroom.gateway.keys;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The port for the services, which clients must not reach.
 *
 * @param port 0 takes any free one
 * @param address where it listens
 */
@Validated
@ConfigurationProperties("pressroom.internal")
public record InternalProperties(
        @Min(0) @Max(65535) int port,
        @DefaultValue("127.0.0.1") String address) {}
