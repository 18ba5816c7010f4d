package org.pressroom.common.http;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How a program ends.
 *
 * @param pause how long it goes on answering once it has said that it is not ready, at most 8 s: longer than those who
 *     share out requests take to notice, such as the gateway, which asks every second. Zero where nobody does
 */
@Validated
@ConfigurationProperties("pressroom.draining")
public record DrainingProperties(
        @DefaultValue("3s") @NotNull @DurationMin(millis = 0) @DurationMax(seconds = 8)
        Duration pause) {}
