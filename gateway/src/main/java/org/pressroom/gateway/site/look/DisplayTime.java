package org.pressroom.gateway.site.look;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A time as a machine and as a reader sees it.
 *
 * @param language of the text, as of BCP 47; null for that of the page
 */
public record DisplayTime(String iso, String text, @Nullable String language) {

    /** How the site writes days and times. */
    public record Style(
            DateTimeFormatter day,
            DateTimeFormatter minute,
            @Nullable String language) {
        public static Style of(Locale language, ZoneId zone) {
            return of(language, zone, null);
        }

        /** As it is written in another language, which its texts then name; null for this one. */
        public Style in(@Nullable String other) {
            return other == null || Locale.forLanguageTag(other).equals(day.getLocale())
                    ? this
                    : of(Locale.forLanguageTag(other), day.getZone(), other);
        }

        private static Style of(Locale language, ZoneId zone, @Nullable String named) {
            return new Style(
                    DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                            .withLocale(language)
                            .withZone(zone),
                    DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
                            .withLocale(language)
                            .withZone(zone),
                    named);
        }

        public DisplayTime day(Instant instant) {
            return new DisplayTime(iso(instant), day.format(instant), language);
        }

        public DisplayTime minute(Instant instant) {
            return new DisplayTime(iso(instant), minute.format(instant), language);
        }

        /** HTML takes three digits of a second at most. */
        private static String iso(Instant instant) {
            return instant.truncatedTo(ChronoUnit.SECONDS).toString();
        }
    }
}
