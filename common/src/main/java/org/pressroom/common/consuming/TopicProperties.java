package org.pressroom.common.consuming;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How topics are created that do not exist yet.
 *
 * @param replicationFactor on how many brokers a record is kept; -1 for the broker's own default
 */
@Validated
@ConfigurationProperties("pressroom.kafka")
record TopicProperties(@DefaultValue("-1") @Min(-1) short replicationFactor) {}
