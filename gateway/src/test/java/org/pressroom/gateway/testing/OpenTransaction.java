package org.pressroom.gateway.testing;

import static org.awaitility.Awaitility.await;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Result;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.Future;
import org.reactivestreams.Publisher;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Somebody else's transaction, which has done something and is committed when it is closed. */
public final class OpenTransaction implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final DatabaseClient database;
    private final Connection connection;
    private final int backend;

    public OpenTransaction(DatabaseClient database, String statement) {
        this.database = database;
        this.connection = Objects.requireNonNull(
                Mono.from(database.getConnectionFactory().create()).block(LIMIT));
        run(connection.beginTransaction());
        this.backend = Objects.requireNonNull(Flux.from(connection
                        .createStatement("SELECT pg_backend_pid() AS pid")
                        .execute())
                .flatMap(result -> result.map(row -> Objects.requireNonNull(row.get("pid", Integer.class))))
                .blockLast(LIMIT));
        run(Flux.from(connection.createStatement(statement).execute()).flatMap(Result::getRowsUpdated));
    }

    /** Until each of these waits for the end of it, or is over. */
    public void awaitThatItIsWaitedFor(Future<?>... statements) {
        await().atMost(LIMIT)
                .until(() -> waiting()
                                + Arrays.stream(statements)
                                        .filter(Future::isDone)
                                        .count()
                        >= statements.length);
    }

    private long waiting() {
        return Objects.requireNonNull(
                database.sql("SELECT count(*) AS n FROM pg_stat_activity WHERE :backend = ANY (pg_blocking_pids(pid))")
                        .bind("backend", backend)
                        .map((row, metadata) -> Objects.requireNonNull(row.get("n", Long.class)))
                        .one()
                        .block(LIMIT));
    }

    @Override
    public void close() {
        run(connection.commitTransaction());
        run(connection.close());
    }

    private static void run(Publisher<?> work) {
        Flux.from(work).then().block(LIMIT);
    }
}
