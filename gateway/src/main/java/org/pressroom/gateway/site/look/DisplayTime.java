package org.pressroom.gateway.site.look;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** A time as a machine and as a reader sees it. */
public record DisplayTime(String iso, String text) {

    /** How the site writes days and times. */
    public record Style(DateTimeFormatter day, DateTimeFormatter minute) {
        public static Style of(Locale language, ZoneId zone) {
            return new Style(
                    DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                            .withLocale(language)
                            .withZone(zone),
                    DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
                            .withLocale(language)
                            .withZone(zone));
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
