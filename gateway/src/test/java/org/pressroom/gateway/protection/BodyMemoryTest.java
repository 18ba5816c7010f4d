package org.pressroom.gateway.protection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pressroom.common.problem.ProblemException;
import org.pressroom.gateway.routes.BodyKind;
import org.springframework.util.unit.DataSize;

/** Sixteen bodies of each kind that hold next to nothing. */
class BodyMemoryTest {

    private static final int IN_ALL = 16;
    private static final long PATIENCE_IS_OVER = BodyMemory.PATIENCE.toNanos() + 1;
    private static final DataSize ALL = DataSize.ofBytes((long) IN_ALL * BodyMemory.LEAST);

    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger cut = new AtomicInteger();
    private final BodyMemory memory = new BodyMemory(new ProtectionProperties.Bodies(ALL, ALL, ALL, ALL), now::get);

    private BodyMemory.Share take(BodyKind kind, String address) {
        return memory.take(kind, address, cut::incrementAndGet);
    }

    private List<BodyMemory.Share> fill(BodyKind kind) {
        List<BodyMemory.Share> all = new ArrayList<>();
        for (int i = 0; i < IN_ALL; i++) {
            all.add(take(kind, "10." + i + ".0.1"));
        }
        return all;
    }

    private static void assertRefused(int status, Runnable taking) {
        assertThatThrownBy(taking::run).isInstanceOfSatisfying(ProblemException.class, refusal -> assertThat(
                        refusal.status().value())
                .isEqualTo(status));
    }

    @ParameterizedTest
    @EnumSource
    void noKindTakesTheRoomOfAnother(BodyKind full) {
        fill(full);
        assertRefused(503, () -> take(full, "192.0.2.1"));
        for (BodyKind other : BodyKind.values()) {
            if (other != full) {
                take(other, "192.0.2.1");
            }
        }
    }

    @Test
    void anAddressAndItsNetworkHaveOnlyAPart() {
        for (String address : List.of("192.0.2.1", "192.0.2.2")) {
            for (int i = 0; i < IN_ALL / 4; i++) {
                take(BodyKind.FORM, address);
            }
            assertRefused(429, () -> take(BodyKind.FORM, address));
        }
        assertRefused(429, () -> take(BodyKind.FORM, "192.0.2.3"));
        take(BodyKind.FORM, "192.0.3.1");
        for (int i = 0; i < IN_ALL / 4; i++) {
            take(BodyKind.COMMENT, "2001:db8:0:1::" + i);
        }
        assertRefused(429, () -> take(BodyKind.COMMENT, "2001:db8:0:1::f"));
        take(BodyKind.COMMENT, "2001:db8:0:2::1");
    }

    @Test
    void whatHasComeIsCounted() {
        BodyMemory.Share growing = take(BodyKind.FORM, "192.0.2.1");
        growing.growTo(3L * BodyMemory.LEAST);
        growing.growTo(BodyMemory.LEAST);
        take(BodyKind.FORM, "192.0.2.1");
        assertRefused(429, () -> take(BodyKind.FORM, "192.0.2.1"));
        assertRefused(429, () -> growing.growTo(4L * BodyMemory.LEAST));

        growing.giveBack();
        growing.giveBack();
        for (int i = 0; i < 3; i++) {
            take(BodyKind.FORM, "192.0.2.1");
        }
        assertRefused(429, () -> take(BodyKind.FORM, "192.0.2.1"));
    }

    @Test
    void whatIsGivenBackIsThereAgain() {
        for (int i = 0; i < 3; i++) {
            fill(BodyKind.SIGN_IN).forEach(BodyMemory.Share::giveBack);
        }
        assertThat(cut).hasValue(0);
    }

    @Test
    void whoHoldsMostMakesRoomForWhoHoldsNothing() {
        List<BodyMemory.Share> honest =
                List.of(take(BodyKind.COMMENT, "198.51.100.1"), take(BodyKind.COMMENT, "198.51.100.2"));
        for (int i = 0; i < IN_ALL - honest.size(); i++) {
            take(BodyKind.COMMENT, "10." + i / 3 + ".0.1");
        }
        for (int i = 0; i < 2; i++) {
            take(BodyKind.COMMENT, "192.0." + i + ".1");
            assertThat(cut)
                    .as("nobody is given time to take the room of others")
                    .hasValue(i + 1);
        }
        now.set(PATIENCE_IS_OVER);
        take(BodyKind.COMMENT, "192.0.7.1");
        assertThat(cut).hasValue(3);
        for (BodyMemory.Share share : honest) {
            share.growTo(BodyMemory.LEAST + 1);
        }
        assertThat(cut).hasValue(4);
    }

    @Test
    void inOneNetworkTheAddressThatHoldsMostMakesRoom() {
        List<BodyMemory.Share> greedy = new ArrayList<>();
        BodyMemory.Share honest = take(BodyKind.FORM, "192.0.2.1");
        for (int i = 0; i < 4; i++) {
            greedy.add(take(BodyKind.FORM, "192.0.2.2"));
        }
        for (int i = 0; i < IN_ALL - 5; i++) {
            take(BodyKind.FORM, "10." + i + ".0.1");
        }
        for (int i = 0; i < 2; i++) {
            take(BodyKind.FORM, "172.16." + i + ".1");
            assertThat(cut).hasValue(i + 1);
            BodyMemory.Share gone = greedy.get(i);
            assertRefused(408, () -> gone.growTo(2L * BodyMemory.LEAST));
        }
        honest.growTo(BodyMemory.LEAST);
    }

    @Test
    void aNeighbourThatHoldsMuchMakesRoomAndOneThatHoldsAsLittleDoesNot() {
        for (int i = 0; i < 4; i++) {
            take(BodyKind.FORM, "192.0.2.1");
        }
        for (int i = 0; i < 2; i++) {
            take(BodyKind.FORM, "192.0.2.2");
        }
        for (int i = 0; i < IN_ALL - 6; i++) {
            take(BodyKind.FORM, "10." + i + ".0.1");
        }
        take(BodyKind.FORM, "192.0.2.3");
        assertThat(cut).hasValue(1);

        for (int i = 0; i < 7; i++) {
            take(BodyKind.COMMENT, "192.0.2." + i);
        }
        for (int i = 0; i < IN_ALL - 7; i++) {
            take(BodyKind.COMMENT, "10." + i + ".0.1");
        }
        assertRefused(503, () -> take(BodyKind.COMMENT, "192.0.2.9"));
        assertThat(cut).hasValue(1);
    }

    @Test
    void nobodyMakesRoomForItself() {
        BodyMemory.Share alone = take(BodyKind.FORM, "192.0.2.1");
        for (int i = 1; i < IN_ALL; i++) {
            take(BodyKind.FORM, "10." + i + ".0.1").arrived();
        }
        now.set(PATIENCE_IS_OVER);
        assertRefused(503, () -> alone.growTo(2L * BodyMemory.LEAST));
        assertThat(cut).hasValue(0);
    }

    @Test
    void theOldestMakeRoomForOthersAndWhatHasComeWholeDoesNot() {
        List<BodyMemory.Share> all = fill(BodyKind.SIGN_IN);
        all.get(0).arrived();
        now.set(BodyMemory.PATIENCE.toNanos());
        assertRefused(503, () -> take(BodyKind.SIGN_IN, "192.0.2.1"));
        assertThat(cut).hasValue(0);

        now.incrementAndGet();
        take(BodyKind.SIGN_IN, "192.0.2.1");
        assertThat(cut).hasValue(1);
        assertRefused(408, () -> all.get(1).growTo(2L * BodyMemory.LEAST));
        all.get(0).giveBack();
        all.get(2).growTo(2L * BodyMemory.LEAST);
        assertThat(cut).hasValue(1);

        for (int i = 1; i < IN_ALL; i++) {
            take(BodyKind.SIGN_IN, "172.16." + i + ".1");
        }
        assertThat(cut).hasValue(IN_ALL - 1);
        assertRefused(503, () -> take(BodyKind.SIGN_IN, "192.0.3.1"));
    }
}
