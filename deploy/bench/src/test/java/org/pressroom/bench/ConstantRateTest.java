package org.pressroom.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class ConstantRateTest {

    @Test
    void whatIsDueDoesNotMoveWhenOnePieceOfWorkIsSlow() {
        List<Long> due = new ArrayList<>();
        ConstantRate.run(1_000, 50, dueNanos -> {
            if (due.size() == 10) {
                LockSupport.parkNanos(20_000_000);
            }
            due.add(dueNanos);
        });
        assertThat(due).hasSize(50);
        for (int index = 1; index < due.size(); index++) {
            assertThat(due.get(index) - due.get(index - 1)).isEqualTo(1_000_000);
        }
    }

    @Test
    void nothingBeginsBeforeItIsDue() {
        List<Long> early = new ArrayList<>();
        ConstantRate.run(500, 20, dueNanos -> {
            if (System.nanoTime() < dueNanos) {
                early.add(dueNanos);
            }
        });
        assertThat(early).isEmpty();
    }
}
