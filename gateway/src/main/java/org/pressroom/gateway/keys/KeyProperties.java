package org.pressroom.gateway.keys;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The keys that sign tokens for the services.
 *
 * @param rotateAfter how old the newest becomes before the next is made; a day at least, so that there are never more
 *     than a few
 */
@Validated
@ConfigurationProperties("pressroom.keys")
public record KeyProperties(
        @DefaultValue("30d") @DurationMin(days = 1) Duration rotateAfter) {}
