package org.pressroom.subscription.streaming;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of the stream of new articles.
 *
 * @param limit how many listeners this process has at once
 */
@Validated
@ConfigurationProperties("pressroom.streams")
record StreamSettings(@DefaultValue("10000") @Min(1) int limit) {}
