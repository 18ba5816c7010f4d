package org.pressroom.subscription.notifying;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.pressroom.common.events.NotificationCompleted;

/** Reads rows of this package's tables. */
final class Rows {

    private Rows() {}

    static NotificationCompleted completed(Readable row) {
        return new NotificationCompleted(
                get(row, "id", UUID.class),
                get(row, "article_id", UUID.class),
                get(row, "publication", Integer.class),
                get(row, "recipients", Long.class),
                get(row, "sent", Long.class),
                get(row, "failed", Long.class),
                get(row, "uncertain", Long.class),
                get(row, "skipped", Long.class),
                get(row, "completed_at", Instant.class));
    }

    static <T> T get(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
