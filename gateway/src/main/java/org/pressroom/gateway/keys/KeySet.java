package org.pressroom.gateway.keys;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.time.Duration;
import java.util.List;
import org.pressroom.common.PlainJava;

/**
 * The signing keys as they were when they were read, and what each of them is for at its age: all are published, the
 * newest signs that every gateway has had the time to publish, and one that has signed is kept until nobody needs it.
 *
 * @param newestFirst few: one a day at most, each kept for a day after its time
 */
@PlainJava
record KeySet(List<Key> newestFirst) {

    /**
     * How long a key is published before it signs. A gateway reads the keys once a minute, and a service, which else
     * looks for a key when it first sees it, every five; the rest is for who cannot reach the database for a moment.
     */
    static final Duration BEFORE_IT_SIGNS = Duration.ofMinutes(15);

    /**
     * How long a key is published after its time. What it signed is good for two minutes; a gateway that cannot reach
     * the database goes on to sign with it.
     */
    static final Duration AFTER_IT_SIGNED = Duration.ofDays(1);

    /** @param age how long ago it was made, by the database's clock */
    record Key(ECKey key, Duration age) {

        String id() {
            return key.getKeyID();
        }

        boolean isOver(Duration other) {
            return age.compareTo(other) >= 0;
        }
    }

    KeySet {
        newestFirst = List.copyOf(newestFirst);
    }

    boolean isEmpty() {
        return newestFirst.isEmpty();
    }

    List<String> ids() {
        return newestFirst.stream().map(Key::id).toList();
    }

    /** The key to sign with: where none has been published for long enough, the oldest, as all know it best. */
    ECKey signing() {
        for (Key each : newestFirst) {
            if (each.isOver(BEFORE_IT_SIGNS)) {
                return each.key();
            }
        }
        return newestFirst.get(newestFirst.size() - 1).key();
    }

    /** The public halves of all keys, as a JSON Web Key Set (RFC 7517). */
    String published() {
        return new JWKSet(newestFirst.stream().<JWK>map(Key::key).toList()).toString(true);
    }

    /** Whether it is time for another key: the newest is that old, or there is none. */
    boolean isDue(Duration rotateAfter) {
        return isEmpty() || newestFirst.get(0).isOver(rotateAfter);
    }

    /** The ids of those that nobody needs any longer: for a day a newer one has signed in their place. */
    List<String> outlived() {
        return newestFirst.stream()
                .dropWhile(each -> !each.isOver(BEFORE_IT_SIGNS.plus(AFTER_IT_SIGNED)))
                .skip(1)
                .map(Key::id)
                .toList();
    }
}
