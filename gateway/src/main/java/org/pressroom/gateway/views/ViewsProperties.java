package org.pressroom.gateway.views;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What is counted of views, at each gateway. What all addresses of one network together may count is 16 times as much as
 * what one of them may; {@code pressroom.limits.enabled=false} lifts both.
 *
 * @param ofArticle how many views of one article, and as many reads, one client address counts in an hour
 * @param ofAddress how many views and reads of all articles together
 * @param every after how long what has come is handed to Kafka, which is when it is answered
 * @param waiting how many may wait for Kafka; beyond it 503
 * @param limit how long a view waits for Kafka; after that 503
 */
@Validated
@ConfigurationProperties("pressroom.views")
record ViewsProperties(
        @DefaultValue("200") @Min(1) @Max(4_000) int ofArticle,
        @DefaultValue("3000") @Min(1) @Max(4_000) int ofAddress,
        @DefaultValue("500ms") Duration every,
        @DefaultValue("20000") @Min(1) int waiting,
        @DefaultValue("10s") Duration limit) {}
