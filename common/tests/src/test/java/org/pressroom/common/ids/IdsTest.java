package org.pressroom.common.ids;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdsTest {

    @Test
    void anIdIsOfVersionSevenAndSaysWhenItWasMade() {
        long before = System.currentTimeMillis();
        UUID id = Ids.next();
        long after = System.currentTimeMillis();

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isBetween(before, after);
    }

    @Test
    void laterIdsSortBehindEarlierOnes() {
        UUID early = Ids.next();
        while (System.currentTimeMillis() <= early.getMostSignificantBits() >>> 16) {
            Thread.onSpinWait();
        }
        UUID late = Ids.next();

        assertThat(late.toString()).isGreaterThan(early.toString());
    }

    @Test
    void idsAndSecretsDoNotRepeat() {
        Set<Object> made = new HashSet<>();
        for (int i = 0; i < 2_000; i++) {
            assertThat(made.add(Ids.next())).isTrue();
            assertThat(made.add(Ids.secret())).isTrue();
        }
    }

    @Test
    void aSecretHas256BitsInTheAlphabetOfUrls() {
        assertThat(Ids.secret()).matches("[A-Za-z0-9_-]{43}");
    }
}
