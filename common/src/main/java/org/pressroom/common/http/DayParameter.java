package org.pressroom.common.http;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.problem.ProblemException;
import org.pressroom.common.problem.Problems;

/** Days in query parameters. */
public final class DayParameter {

    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 9999;

    private DayParameter() {}

    /**
     * A day, or null where none is given.
     *
     * @param name of the parameter
     * @throws ProblemException 400 where it is no day of the years from 1970 to 9999
     */
    public static @Nullable LocalDate read(String name, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            LocalDate day = LocalDate.parse(text);
            if (day.getYear() >= FIRST_YEAR && day.getYear() <= LAST_YEAR) {
                return day;
            }
        } catch (DateTimeParseException malformed) {
            // told below
        }
        throw Problems.badRequest("'" + name + "' must be a day such as 2026-11-30.");
    }
}
