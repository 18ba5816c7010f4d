package org.pressroom.gateway.limits;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How much one account, or else one client address, may ask for; all addresses of one network together, 16 times as much.
 * Reads, writes and posts are those at all gateways of a site, what is open or under way that at this one.
 *
 * @param enabled false switches these limits off, for benchmarks; the throttle on wrong passwords stays, for this gateway
 *     alone
 * @param reads for reads
 * @param writes for what staff writes
 * @param posts for what readers send: comments, subscriptions
 * @param redis where gateways tell each other of reads, writes, posts and wrong passwords, such as
 *     {@code redis://:password@host:6379}, or {@code rediss:} over TLS; in their database where it is not set
 * @param underWay how many requests of one client address may be under way at once
 * @param streams how many streams one client address may have open at once; a network may have a quarter of all
 * @param streamsInAll how many streams this process keeps open at once, whatever {@code enabled} says; 0 for one per 48 KB
 *     of its heap
 */
@Validated
@ConfigurationProperties("pressroom.limits")
public record LimitsProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue Reads reads,
        @DefaultValue Writes writes,
        @DefaultValue Posts posts,
        @Nullable String redis,
        @DefaultValue("64") @Min(1) int underWay,
        @DefaultValue("50") @Min(1) int streams,
        @DefaultValue("0") @Min(0) int streamsInAll) {

    /** Without where Redis is, among which a password may be. */
    @Override
    public String toString() {
        return "LimitsProperties[enabled=" + enabled + "]";
    }

    /**
     * @param burst how many at once
     * @param every after how long one more
     */
    public record Reads(
            @DefaultValue("1000") int burst,
            @DefaultValue("10ms") Duration every) {}

    /**
     * @param burst how many at once
     * @param every after how long one more
     */
    public record Writes(
            @DefaultValue("300") int burst,
            @DefaultValue("50ms") Duration every) {}

    /**
     * @param burst how many at once
     * @param every after how long one more
     */
    public record Posts(
            @DefaultValue("60") int burst,
            @DefaultValue("1s") Duration every) {}
}
