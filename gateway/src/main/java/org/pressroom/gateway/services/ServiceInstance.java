package org.pressroom.gateway.services;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** One of the processes that are a service. */
public final class ServiceInstance {

    private final String origin;

    /** When it may be asked again, as {@link System#nanoTime()} tells time; null while nothing is wrong with it. */
    private volatile @Nullable Long leftAloneUntil;

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

    void isBack() {
        if (leftAloneUntil != null) {
            leftAloneUntil = null;
        }
    }

    /** How much longer it is to be left alone, in nanoseconds; zero or less where it is not. */
    long leftAloneFor(long now) {
        Long until = leftAloneUntil;
        return until == null ? 0 : until - now;
    }

    @Override
    public String toString() {
        return origin;
    }
}
