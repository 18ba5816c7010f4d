package org.pressroom.subscription.streaming;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of the stream of new articles.
 *
 * @param limit how many listeners this process has at once; 0 for one per 200 KB of its heap, of which each takes about 40. A
 *     gateway listens once, however many listen to it
 */
@Validated
@ConfigurationProperties("pressroom.streams")
record StreamProperties(@DefaultValue("0") @Min(0) int limit) {

    private static final long HEAP = 200 * 1024;

    /** The limit that holds. */
    int most() {
        return limit > 0 ? limit : (int) (Runtime.getRuntime().maxMemory() / HEAP);
    }
}
