package org.pressroom.subscription.subscribing;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of subscribing.
 *
 * @param confirmWithin how long a request can be confirmed; an address that nobody confirmed is forgotten after it
 * @param quiet the shortest time between two mails that requests of strangers cause to one address
 * @param forgetEvery how often addresses that nobody confirmed are looked for
 */
@Validated
@ConfigurationProperties("pressroom.subscribing")
record SubscribingSettings(
        @DefaultValue("3d") @DurationMin(millis = 1) Duration confirmWithin,
        @DefaultValue("10m") @DurationMin(millis = 0) Duration quiet,
        @DefaultValue("1h") @DurationMin(seconds = 1) Duration forgetEvery) {}
