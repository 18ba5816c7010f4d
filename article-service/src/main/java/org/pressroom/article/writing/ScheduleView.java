package org.pressroom.article.writing;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is to become of an article at a time to come.
 *
 * @param at when readers get to see it, as it is then; null where they do, or did, and only {@code until} is to come
 * @param until when it is taken from them; null for never
 * @param notifies whether subscribers are to hear of it; null for what is usual: of a first publication they do
 * @param problem why it could not be done when it was due; null while it waits
 */
@Schema(name = "Schedule")
public record ScheduleView(
        @Nullable Instant at,
        @Nullable Instant until,
        @JsonProperty("notify") @Nullable Boolean notifies,
        @Nullable String problem) {

    /** Null for none. */
    public static @Nullable ScheduleView of(@Nullable Schedule schedule) {
        return schedule == null
                ? null
                : new ScheduleView(
                        schedule.publishAt(), schedule.unpublishAt(), schedule.notifies(), schedule.refusal());
    }
}
