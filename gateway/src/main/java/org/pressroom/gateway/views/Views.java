package org.pressroom.gateway.views;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pressroom.gateway.protection.SiteHosts;

/** Decides which views count. */
final class Views {

    /** The header of a request that is made before anybody wants to see what it asks for. */
    static final String PURPOSE = "Sec-Purpose";

    private final boolean limited;
    private final ViewLimits limits;
    private final ViewBatches batches;
    private final SiteHosts own;
    private final Robots robots = new Robots();
    private final Audience audience = new Audience();
    private final Map<Outcome, Counter> counters = new EnumMap<>(Outcome.class);

    /** @param limited whether there is a limit to what one client counts */
    Views(boolean limited, ViewLimits limits, ViewBatches batches, SiteHosts own, MeterRegistry meters) {
        this.limited = limited;
        this.limits = limits;
        this.batches = batches;
        this.own = own;
        for (Outcome outcome : Outcome.values()) {
            counters.put(
                    outcome,
                    Counter.builder("pressroom.views")
                            .description("Views and reads that pages told of, by what became of them")
                            .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                            .register(meters));
        }
    }

    /** What becomes of a view. */
    enum Outcome {
        /** It is counted once Kafka has it, which is told. */
        WAITS,
        /** It is of no reader, and not counted. */
        PASSED_OVER,
        /** The client has counted as much as it may in this hour. */
        TOO_MANY,
        /** Too many wait for Kafka. */
        FULL
    }

    /**
     * What a request says beside the view itself.
     *
     * @param purpose of a page that is loaded before anybody wants to see it
     */
    record Headers(
            @Nullable String userAgent,
            @Nullable String acceptLanguage,
            @Nullable String referer,
            @Nullable String purpose) {}

    /** @param view of a known kind */
    Outcome count(View view, Headers headers, String clientAddress, Waiting who) {
        Outcome outcome = decide(view, headers, clientAddress, who);
        Objects.requireNonNull(counters.get(outcome)).increment();
        return outcome;
    }

    private Outcome decide(View view, Headers headers, String clientAddress, Waiting who) {
        if (limited && !limits.take(clientAddress, view.articleId(), view.isRead())) {
            return Outcome.TOO_MANY;
        } else if (headers.purpose() != null || robots.include(headers.userAgent())) {
            return Outcome.PASSED_OVER;
        }
        return batches.add(key(view, headers), view.isRead(), who) ? Outcome.WAITS : Outcome.FULL;
    }

    /** How long it is until a client of whom there were too many may count again. */
    Duration untilNext() {
        return limits.untilNext();
    }

    private ViewBatches.Key key(View view, Headers headers) {
        if (view.isRead()) {
            return ViewBatches.Key.ofRead(view.articleId());
        }
        Audience.Tongue tongue = audience.tongue(headers.acceptLanguage());
        return new ViewBatches.Key(view.articleId(), source(view, headers), tongue.language(), tongue.country());
    }

    /** A page that tells nothing has come from where its address was asked for, unless that is this site itself. */
    private @Nullable String source(View view, Headers headers) {
        String host = view.source() == null || view.source().isEmpty() ? host(headers.referer()) : view.source();
        return host == null || own.include(host) ? null : audience.source(host);
    }

    private static @Nullable String host(@Nullable String referer) {
        if (referer == null) {
            return null;
        }
        try {
            return URI.create(referer).getHost();
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }
}
