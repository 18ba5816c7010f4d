package org.pressroom.subscription.retention;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long rows are kept.
 *
 * @param deliveries what became of each mail about an article, from the moment at which all mails about it had found their
 *     end. The notification keeps their number
 * @param mails what became of confirmations and reminders, and requests that were confirmed or ran out; not less than a
 *     mail may wait to be sent
 * @param notifications notifications that nothing can refer to any longer: those of articles that were removed or published
 *     again since. The latest of each article that is there is kept for good: it is what keeps a repeated event from
 *     mailing everybody again
 * @param every how often it is looked for old rows
 */
@Validated
@ConfigurationProperties("pressroom.retention")
record RetentionProperties(
        @DefaultValue("90d") @DurationMin(millis = 0) Duration deliveries,
        @DefaultValue("30d") @DurationMin(days = 3) Duration mails,
        @DefaultValue("365d") @DurationMin(days = 60) Duration notifications,
        @DefaultValue("1h") @DurationMin(seconds = 1) Duration every) {}
