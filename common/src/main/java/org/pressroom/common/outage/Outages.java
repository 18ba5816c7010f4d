package org.pressroom.common.outage;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTimeoutException;
import io.r2dbc.spi.R2dbcTransientException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.TransactionTimedOutException;
import reactor.pool.PoolAcquirePendingLimitException;
import reactor.pool.PoolShutdownException;

/**
 * Tells what is away or too busy, and may work later, from what is refused and will be refused again, and from what may
 * never be done in the time that a statement has.
 */
public final class Outages {

    private static final int CAUSES_LOOKED_AT = 10;

    /**
     * Classes of SQLSTATE that speak of the server and not of the statement: connection, login, rollback (deadlock,
     * serialization), resources, operator's intervention (shut-down, start), system.
     *
     * @see <a href="https://www.postgresql.org/docs/18/errcodes-appendix.html">PostgreSQL error codes</a>
     */
    private static final Set<String> PASSING_CLASSES = Set.of("08", "28", "40", "53", "57", "58");

    /** Idle transaction ended, read-only (a standby that was not promoted yet). */
    private static final Set<String> PASSING_STATES = Set.of("25P03", "25006");

    /** Over the time of a statement (or cancelled by hand, which PostgreSQL tells alike), of a lock, of a transaction. */
    private static final Set<String> OVERDUE_STATES = Set.of("57014", "55P03", "25P04");

    private Outages() {}

    /**
     * Whether the database, a pool or an open breaker failed, rather than what was asked of it. It can be tried without
     * end.
     */
    public static boolean isOutage(Throwable failure) {
        return sqlState(failure).map(Outages::isOutage).orElseGet(() -> causes(failure)
                .anyMatch(Outages::isAway));
    }

    /**
     * Whether the database works, and ended a statement that took longer than it may, or waited longer for a lock. It
     * may work later, or never, so that it can be tried some times and no more.
     */
    public static boolean isOverdue(Throwable failure) {
        return sqlState(failure).filter(OVERDUE_STATES::contains).isPresent();
    }

    /** The SQLSTATE that PostgreSQL gave, where a failure came from there. */
    public static Optional<String> sqlState(Throwable failure) {
        return causes(failure)
                .filter(R2dbcException.class::isInstance)
                .flatMap(cause -> Stream.ofNullable(((R2dbcException) cause).getSqlState()))
                .findFirst();
    }

    /** What of a failure may be told to anybody: its classes and SQLSTATE. Messages may quote what is personal. */
    public static String kinds(Throwable failure) {
        return causes(failure).map(cause -> cause.getClass().getSimpleName()).collect(Collectors.joining(" < "))
                + sqlState(failure).map(state -> ", SQLSTATE " + state).orElse("");
    }

    /** The failure and its causes, outermost first. */
    public static Stream<Throwable> causes(Throwable failure) {
        return Stream.<@Nullable Throwable>iterate(
                        failure, cause -> cause != null, cause -> cause == null ? null : cause.getCause())
                .limit(CAUSES_LOOKED_AT)
                .flatMap(Stream::ofNullable);
    }

    /** The same of an SQLSTATE, however it came. */
    public static boolean isOutage(String sqlState) {
        return PASSING_STATES.contains(sqlState)
                || (!OVERDUE_STATES.contains(sqlState)
                        && sqlState.length() >= 2
                        && PASSING_CLASSES.contains(sqlState.substring(0, 2)));
    }

    private static boolean isAway(Throwable cause) {
        return cause instanceof TransientDataAccessException
                || cause instanceof RecoverableDataAccessException
                || cause instanceof DataAccessResourceFailureException
                || cause instanceof CannotCreateTransactionException
                || cause instanceof TransactionTimedOutException
                || cause instanceof TransactionSystemException
                || cause instanceof R2dbcTransientException
                || cause instanceof R2dbcNonTransientResourceException
                || cause instanceof R2dbcTimeoutException
                || cause instanceof PoolShutdownException
                || cause instanceof PoolAcquirePendingLimitException
                || cause instanceof RejectedExecutionException
                || cause instanceof CallNotPermittedException;
    }
}
