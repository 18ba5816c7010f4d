package org.pressroom.article.searching;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.PlainJava;

/**
 * Among which articles is searched; null where it does not matter.
 *
 * @param category,tag,author by their addresses, former ones too
 * @param kind {@code article} or {@code page}
 * @param language as of BCP 47; one without a region or a script has all of them in it
 * @param from,to the first and the last day of their publication, in UTC
 */
@PlainJava
public record SearchFilter(
        @Nullable String category,
        @Nullable String tag,
        @Nullable String author,
        String kind,
        @Nullable String language,
        @Nullable LocalDate from,
        @Nullable LocalDate to) {

    private static final LocalDate FIRST_DAY = LocalDate.EPOCH;
    private static final LocalDate LAST_DAY = LocalDate.of(2199, 12, 31);

    /** Of more their years are asked for. */
    private static final int MOST_MONTHS = 24;

    /** Whether it is about more than the language. */
    boolean isNarrow() {
        return Stream.of(category, tag, author, from, to).anyMatch(part -> part != null);
    }

    boolean isHopeless() {
        return from != null && to != null && to.isBefore(from);
    }

    /** From when on, if that matters. */
    @Nullable
    Instant since() {
        return from == null ? null : within(from).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** Before which time, if that matters. */
    @Nullable
    Instant before() {
        return to == null
                ? null
                : within(to).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** As a part of a query of PostgreSQL. */
    String query() {
        List<String> all = new ArrayList<>();
        all.add(Lexemes.quoted(Lexemes.kind(kind)));
        if (category != null) {
            all.add(Lexemes.quoted(Lexemes.category(category)));
        }
        if (tag != null) {
            all.add(Lexemes.quoted(Lexemes.tag(tag)));
        }
        if (author != null) {
            all.add(Lexemes.quoted(Lexemes.author(author)));
        }
        if (language != null) {
            all.add(Lexemes.quoted(Lexemes.language(language)));
        }
        if (from != null || to != null) {
            all.add(times());
        }
        return String.join(" & ", all);
    }

    /** The months or years that the days are in; which of them exactly is looked at with each article. */
    private String times() {
        YearMonth first = YearMonth.from(from == null ? FIRST_DAY : within(from));
        YearMonth last = YearMonth.from(to == null ? LAST_DAY : within(to));
        boolean exactly = first.until(last, ChronoUnit.MONTHS) <= MOST_MONTHS;
        YearMonth start = exactly ? first : first.withMonth(1);
        return Stream.iterate(
                        start,
                        month -> !month.isAfter(last),
                        month -> exactly ? month.plusMonths(1) : month.plusYears(1))
                .map(month -> Lexemes.month(
                        month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant()))
                .map(month -> Lexemes.quoted(exactly ? month : Lexemes.year(month)))
                .collect(Collectors.joining(" | ", "(", ")"));
    }

    private static LocalDate within(LocalDate day) {
        return day.isBefore(FIRST_DAY) ? FIRST_DAY : day.isAfter(LAST_DAY) ? LAST_DAY : day;
    }
}
