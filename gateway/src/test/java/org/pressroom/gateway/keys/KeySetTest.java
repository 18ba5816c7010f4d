package org.pressroom.gateway.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KeySetTest {

    private static final Duration MONTH = Duration.ofDays(30);
    private static final Duration ANY = Duration.ofDays(3);

    private static KeySet.Key key(String id, Duration age) {
        try {
            return new KeySet.Key(new ECKeyGenerator(Curve.P_256).keyID(id).generate(), age);
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static KeySet set(KeySet.Key... newestFirst) {
        return new KeySet(List.of(newestFirst));
    }

    private static String signing(KeySet keys) {
        ECKey key = keys.signing();
        assertThat(key.isPrivate()).isTrue();
        return key.getKeyID();
    }

    @Test
    void theFirstSignsAtOnce() {
        assertThat(signing(set(key("first", Duration.ZERO)))).isEqualTo("first");
    }

    @Test
    void theNextSignsOnceAllHavePublishedIt() {
        assertThat(signing(set(key("next", Duration.ofMinutes(15).minusSeconds(1)), key("first", MONTH))))
                .isEqualTo("first");
        assertThat(signing(set(key("next", Duration.ofMinutes(15)), key("first", MONTH))))
                .isEqualTo("next");
    }

    @Test
    void whereTheDatabasesClockWasPutBackAllSignWithTheSameKey() {
        assertThat(signing(set(key("next", Duration.ofDays(-1)), key("first", Duration.ofDays(-2)))))
                .isEqualTo("first");
    }

    @Test
    void noNumberOfNewKeysHidesTheOneThatSigns() {
        KeySet keys = new KeySet(Stream.concat(
                        IntStream.range(0, 20).mapToObj(i -> key("new" + i, Duration.ofSeconds(i))),
                        Stream.of(key("old", ANY), key("older", MONTH)))
                .toList());
        assertThat(signing(keys)).isEqualTo("old");
        assertThat(keys.published()).contains("new0", "new19", "\"old\"", "older");
    }

    @Test
    void noPrivateHalfIsPublished() {
        assertThat(set(key("first", ANY)).published())
                .contains("\"x\"", "\"y\"")
                .doesNotContain("\"d\"");
    }

    @Test
    void itIsTimeForTheNextWhereTheNewestIsOldOrThereIsNone() {
        assertThat(set().isDue(MONTH)).isTrue();
        assertThat(set(key("first", MONTH)).isDue(MONTH)).isTrue();
        assertThat(set(key("first", MONTH.minusSeconds(1))).isDue(MONTH)).isFalse();
        assertThat(set(key("next", Duration.ZERO), key("first", MONTH)).isDue(MONTH))
                .isFalse();
    }

    @Test
    void oneIsKeptForADayAfterItsTime() {
        Duration kept = Duration.ofDays(1).plusMinutes(15);
        assertThat(set(key("first", MONTH)).outlived()).isEmpty();
        assertThat(set(key("next", kept.minusSeconds(1)), key("first", MONTH)).outlived())
                .isEmpty();
        assertThat(set(key("next", kept), key("first", MONTH)).outlived()).containsExactly("first");
        assertThat(set(key("new", Duration.ZERO), key("next", kept), key("first", MONTH), key("zeroth", MONTH))
                        .outlived())
                .containsExactly("first", "zeroth");
    }
}
