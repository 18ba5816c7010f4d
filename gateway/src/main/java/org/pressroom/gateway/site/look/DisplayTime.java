package org.pressroom.gateway.site.look;

import com.ibm.icu.text.DecimalFormatSymbols;
import com.ibm.icu.util.ULocale;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DecimalStyle;
import java.time.format.FormatStyle;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** A time as a machine and as a reader sees it. */
public record DisplayTime(String iso, String text) {

    /** How the site writes days and times in a language. */
    public record Style(DateTimeFormatter day, DateTimeFormatter minute) {
        public static Style of(Locale language, ZoneId zone) {
            return new Style(
                    style(DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG), language, zone),
                    style(DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT), language, zone));
        }

        /** With the digits of the language, as all its numbers are written. */
        private static DateTimeFormatter style(DateTimeFormatter formatter, Locale language, ZoneId zone) {
            char zero = DecimalFormatSymbols.getInstance(ULocale.forLocale(language))
                    .getZeroDigit();
            return formatter
                    .withLocale(language)
                    .withZone(zone)
                    .withDecimalStyle(DecimalStyle.STANDARD.withZeroDigit(zero));
        }

        public DisplayTime day(Instant instant) {
            return new DisplayTime(iso(instant), day.format(instant));
        }

        public DisplayTime minute(Instant instant) {
            return new DisplayTime(iso(instant), minute.format(instant));
        }

        /** HTML takes three digits of a second at most. */
        private static String iso(Instant instant) {
            return instant.truncatedTo(ChronoUnit.SECONDS).toString();
        }
    }
}
