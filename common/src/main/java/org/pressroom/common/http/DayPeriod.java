package org.pressroom.common.http;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.problem.ProblemException;
import org.pressroom.common.problem.Problems;

/**
 * Days from one to another, both of them among these, in UTC.
 *
 * @param from not after the last
 */
public record DayPeriod(LocalDate from, LocalDate to) {

    /** What a period has where no first day is given. */
    private static final int USUAL_DAYS = 30;

    /** A leap year. */
    private static final int MOST_DAYS = 366;

    /**
     * Reads the parameters {@code from} and {@code to}.
     *
     * @throws ProblemException 400 where they are no days, the first is behind the last, or they are more than a year
     */
    public static DayPeriod read(@Nullable String from, @Nullable String to, Clock clock) {
        LocalDate until = DayParameter.read("to", to);
        LocalDate since = DayParameter.read("from", from);
        LocalDate last = until == null ? LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC) : until;
        LocalDate first = since == null ? last.minusDays(USUAL_DAYS - 1) : since;
        if (first.isAfter(last)) {
            throw Problems.badRequest("'from' must not be after 'to'.");
        }
        DayPeriod period = new DayPeriod(first, last);
        if (period.length() > MOST_DAYS) {
            throw Problems.badRequest("'from' and 'to' may be " + MOST_DAYS + " days apart at most.");
        }
        return period;
    }

    public int length() {
        return (int) ChronoUnit.DAYS.between(from, to) + 1;
    }

    public List<LocalDate> days() {
        return Stream.iterate(from, day -> day.plusDays(1)).limit(length()).toList();
    }
}
