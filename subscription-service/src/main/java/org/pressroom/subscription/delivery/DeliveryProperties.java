package org.pressroom.subscription.delivery;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How deliveries are worked through, whatever the channel.
 *
 * @param batch how many this process has claimed ahead for a channel, beside those that are being sent
 * @param poll how often the table is looked at where nothing wakes the engine
 * @param lease a process not seen for this long counts as dead, and what it was sending as uncertain
 * @param retryAfter the first wait after a temporary refusal; it doubles from there, up to an hour
 * @param giveUpAfter the age at which what is still refused has failed
 * @param longestPause the longest wait between two tries to reach a channel that is away
 */
@Validated
@ConfigurationProperties("pressroom.delivery")
record DeliveryProperties(
        @DefaultValue("64") @Min(1) @Max(1000) int batch,
        @DefaultValue("1s") @DurationMin(millis = 10) Duration poll,
        @DefaultValue("10s") @DurationMin(millis = 100) Duration lease,
        @DefaultValue("30s") @DurationMin(millis = 1) Duration retryAfter,
        @DefaultValue("2d") @DurationMin(millis = 1) Duration giveUpAfter,
        @DefaultValue("30s") @DurationMin(millis = 1) Duration longestPause) {

    RetryRule retry() {
        return new RetryRule(retryAfter, giveUpAfter);
    }
}
