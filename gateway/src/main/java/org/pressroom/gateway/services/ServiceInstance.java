package org.pressroom.gateway.services;

import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** One of the processes that are a service. */
public final class ServiceInstance {

    /** So many answers make a process quick: what it does for the first time, it does slowly. */
    private static final int FIRST_ANSWERS = 100;

    private final String origin;

    /** How often it has answered since it was away, as far as that is of interest. */
    private final AtomicInteger answers = new AtomicInteger();

    /** When it may be asked again, as {@link System#nanoTime()} tells time; null while nothing is wrong with it. */
    private volatile @Nullable Long leftAloneUntil;

    /** Whether it takes requests, as it last said itself. */
    private volatile boolean ready = true;

    /** Ends when it is found not to answer. */
    private volatile Sinks.Empty<Void> answering = Sinks.empty();

    /** @param address its scheme, host and port */
    ServiceInstance(URI address) {
        this.origin = address.getScheme() + "://" + address.getRawAuthority();
    }

    /** The address there of what was asked for, whichever host that names. */
    public URI resolve(URI asked) {
        String query = asked.getRawQuery();
        return URI.create(origin + asked.getRawPath() + (query == null ? "" : "?" + query));
    }

    void leaveAloneUntil(long nanos) {
        leftAloneUntil = nanos;
    }

    /** It has answered a request. */
    void answered() {
        if (leftAloneUntil != null) {
            leftAloneUntil = null;
        }
        if (isNew()) {
            answers.incrementAndGet();
        }
    }

    /** Whether it may take long over an answer because it does most things for the first time. */
    boolean isNew() {
        return answers.get() < FIRST_ANSWERS;
    }

    /** Nothing listens there, or no longer: what answers next has just started. */
    void isAway() {
        answers.set(0);
    }

    /** How much longer it is to be left alone, in nanoseconds; zero or less where it is not. */
    long leftAloneFor(long now) {
        Long until = leftAloneUntil;
        long left = until == null ? 0 : until - now;
        return ready ? left : Math.max(left, 1);
    }

    /** It has said whether it takes requests: one that is about to end does not, and answers those that it has. */
    void saidReady(boolean now) {
        ready = now;
    }

    /** It says nothing, not even whether it is ready: who waits for an answer of it hears of that. */
    void saidNothing() {
        ready = false;
        isAway();
        Sinks.Empty<Void> waitedFor = answering;
        answering = Sinks.empty();
        waitedFor.tryEmitEmpty();
    }

    /** Ends, with nothing, when it is found not to answer. */
    Mono<Void> untilSilent() {
        return answering.asMono();
    }

    @Override
    public String toString() {
        return origin;
    }
}
