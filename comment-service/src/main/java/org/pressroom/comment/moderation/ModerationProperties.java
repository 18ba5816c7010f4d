package org.pressroom.comment.moderation;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.pressroom.comment.moderation.rules.AddressHistory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How comments are judged.
 *
 * @param enabled whether this process judges; others may do it in its place
 * @param holdAt the sum of scores from which a moderator must look
 * @param rejectAt the sum of scores from which a comment is rejected
 * @param usualLinks so many links are nothing to speak of
 * @param trustedAfter so many approved comments from an address, and none rejected, speak for it
 * @param holdFirst whether the first comment from an address waits for a moderator
 * @param blockedPhrases words and phrases, in any language, that speak against a comment
 * @param batch how many comments are claimed at once
 * @param gather how long comments are gathered where few come, and up to four times as long where judging takes long:
 *     judging several at once costs little more than one
 * @param timeLimit how long judging a batch may take, before it is given up and tried again
 * @param workers how many batches this process judges at once
 * @param pollEvery how often comments are looked for that no signal told of
 * @param retryAfter how long a comment rests that cannot be judged yet
 * @param holdAfter a comment that was written so long ago and cannot be judged is left to people
 * @param historyRetention how long decisions are kept, beyond the last of a comment that waits for a moderator
 */
@Validated
@ConfigurationProperties("pressroom.moderation")
record ModerationProperties(
        @DefaultValue("true") boolean enabled,

        @DefaultValue("0.5") @DecimalMin("0.0") @DecimalMax("1.0")
        double holdAt,

        @DefaultValue("0.95") @DecimalMin("0.0") @DecimalMax("1.0")
        double rejectAt,

        @DefaultValue("2") @Min(0) @Max(100) int usualLinks,

        @DefaultValue("3") @Min(1) @Max(AddressHistory.MOST) int trustedAfter,

        @DefaultValue("false") boolean holdFirst,
        @DefaultValue({}) @NotNull List<String> blockedPhrases,
        @DefaultValue("200") @Min(1) @Max(500) int batch,
        @DefaultValue("25ms") @NotNull Duration gather,
        @DefaultValue("30s") @NotNull Duration timeLimit,

        @DefaultValue("2") @Min(1) @Max(64) int workers,

        @DefaultValue("5s") @NotNull @DurationMin(millis = 100)
        Duration pollEvery,

        @DefaultValue("5s") @NotNull @DurationMin(millis = 100)
        Duration retryAfter,

        @DefaultValue("10m") @NotNull Duration holdAfter,

        @DefaultValue("365d") @NotNull @DurationMin(days = 1)
        Duration historyRetention) {}
