package org.pressroom.common.outage;

import static org.assertj.core.api.Assertions.assertThat;

import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTimeoutException;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.IllegalTransactionStateException;

class OutagesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "08006", "28P01", "40001", "40P01", "53300", "57P01", "57P02", "57P03", "57P05", "58030", "25006",
                "25P03"
            })
    void whatPostgresqlSaysOfItselfPasses(String sqlState) {
        assertThat(Outages.isOutage(fromPostgresql(sqlState))).isTrue();
        assertThat(Outages.isOverdue(fromPostgresql(sqlState))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"57014", "55P03", "25P04"})
    void whatTakesLongerThanItMayIsNoOutage(String sqlState) {
        assertThat(Outages.isOverdue(fromPostgresql(sqlState))).isTrue();
        assertThat(Outages.isOutage(fromPostgresql(sqlState))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"P0001", "54000", "0A000", "XX000", "22021", "23505", "42P01", "42501"})
    void whatItSaysOfAStatementDoesNot(String sqlState) {
        assertThat(Outages.isOutage(fromPostgresql(sqlState))).isFalse();
        assertThat(Outages.isOverdue(fromPostgresql(sqlState))).isFalse();
    }

    @Test
    void aDatabaseThatSaysNothingIsAway() {
        assertThat(Outages.isOutage(new R2dbcTimeoutException("no connection"))).isTrue();
        assertThat(Outages.isOutage(new CannotCreateTransactionException("no connection")))
                .isTrue();
        assertThat(Outages.isOutage(new QueryTimeoutException("slow"))).isTrue();
        assertThat(Outages.isOutage(new IllegalStateException(new RejectedExecutionException("full"))))
                .isTrue();
    }

    @Test
    void otherFailuresAreNoOutage() {
        assertThat(Outages.isOutage(new IllegalStateException("mistake"))).isFalse();
        assertThat(Outages.isOutage(new IllegalTransactionStateException("mistake")))
                .isFalse();
        assertThat(Outages.isOutage(new DataIntegrityViolationException("duplicate")))
                .isFalse();
    }

    @Test
    void causesThatGoInCirclesAreLookedAtOnceAndForAll() {
        Exception first = new Exception("first");
        Exception second = new Exception("second", first);
        first.initCause(second);

        assertThat(Outages.causes(first)).hasSizeLessThan(100);
        assertThat(Outages.isOutage(first)).isFalse();
    }

    /** As it arrives: all that the driver does not know is a resource failure for it, which Spring translates. */
    private static Throwable fromPostgresql(String sqlState) {
        return new DataAccessResourceFailureException(
                "translated", new R2dbcNonTransientResourceException("from the server", sqlState));
    }
}
