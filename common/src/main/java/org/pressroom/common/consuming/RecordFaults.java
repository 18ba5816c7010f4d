package org.pressroom.common.consuming;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTimeoutException;
import io.r2dbc.spi.R2dbcTransientException;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.reactive.function.client.WebClientRequestException;

/** Tells a record's own fault from what is no fault of it, such as a database that is away. */
final class RecordFaults {

    private static final int CAUSES_LOOKED_AT = 10;

    private RecordFaults() {}

    /** Whether trying again later may help, since something around the record failed. */
    static boolean isTransient(Throwable failure) {
        Throwable cause = failure;
        for (int i = 0; cause != null && i < CAUSES_LOOKED_AT; i++, cause = cause.getCause()) {
            if (cause instanceof TransientDataAccessException
                    || cause instanceof RecoverableDataAccessException
                    || cause instanceof DataAccessResourceFailureException
                    || cause instanceof TransactionException
                    || cause instanceof R2dbcTransientException
                    || cause instanceof R2dbcNonTransientResourceException
                    || cause instanceof R2dbcTimeoutException
                    || cause instanceof TimeoutException
                    || cause instanceof IOException
                    || cause instanceof WebClientRequestException
                    || cause instanceof CallNotPermittedException
                    || cause instanceof KafkaException
                    || cause instanceof CancellationException
                    || cause instanceof InterruptedException) {
                return true;
            }
        }
        return false;
    }
}
