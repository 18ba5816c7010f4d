package org.pressroom.gateway.limits;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Where all gateways of a site add up what they have taken from their token buckets. */
interface SharedBuckets {

    /**
     * What a gateway has taken from a bucket.
     *
     * @param key the bucket's, a pseudonym
     * @param cost the time after which what was taken has come back; less than nothing where it was given back
     */
    record Use(UUID key, Duration cost) {}

    /**
     * Adds to what was taken. A key may come more than once. Where it fails, some may have been added.
     *
     * @return by key how long it is now until the bucket is full again, nothing or less where it is; with more than all its
     *     tokens gone, longer than they take to come back
     */
    Mono<Map<UUID, Duration>> add(List<Use> uses);
}
