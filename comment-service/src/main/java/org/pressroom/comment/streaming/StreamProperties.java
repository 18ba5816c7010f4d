package org.pressroom.comment.streaming;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Bounds of the live streams.
 *
 * @param limit how many streams this process keeps open at once; 0 for one per 200 KB of its heap, of which each takes about
 *     40. A gateway asks for each stream once, however many watch it
 * @param buffer how many changes wait for a slow client before it is dropped
 * @param replay how many missed changes one connection is sent before it is asked to come back for more
 * @param pollEvery how often the versions of all threads that somebody watches are looked up, in case an event was lost
 */
@Validated
@ConfigurationProperties("pressroom.streams")
record StreamProperties(
        @DefaultValue("0") @Min(0) int limit,
        @DefaultValue("128") @Min(1) @Max(10_000) int buffer,
        @DefaultValue("1000") @Min(1) @Max(10_000) int replay,
        @DefaultValue("10s") @NotNull Duration pollEvery) {

    private static final long HEAP = 200 * 1024;

    /** The limit that holds. */
    int most() {
        return limit > 0 ? limit : (int) (Runtime.getRuntime().maxMemory() / HEAP);
    }
}
