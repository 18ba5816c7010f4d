package org.pressroom.common.validation;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.text.LineBreaks;
import org.pressroom.common.text.Names;
import tools.jackson.databind.util.StdConverter;

/** What people type, in the form that is counted and kept. */
public final class Typed {

    private Typed() {}

    /** One line: composed (NFC), so that it is found again from every keyboard. */
    public static final class Line extends StdConverter<@Nullable String, @Nullable String> {
        @Override
        public @Nullable String convert(@Nullable String text) {
            return text == null ? null : Names.composed(text);
        }
    }

    /** An address: composed, without the spaces around it that come with pasting. */
    public static final class Address extends StdConverter<@Nullable String, @Nullable String> {

        private static final Pattern AROUND =
                Pattern.compile("^[\\s\\p{Z}\\x{FEFF}\\x{200B}]++|[\\s\\p{Z}\\x{FEFF}\\x{200B}]++$");

        @Override
        public @Nullable String convert(@Nullable String text) {
            return text == null ? null : Names.composed(AROUND.matcher(text).replaceAll(""));
        }
    }

    /** Several lines: each end of a line is one character. */
    public static final class Lines extends StdConverter<@Nullable String, @Nullable String> {
        @Override
        public @Nullable String convert(@Nullable String text) {
            return text == null ? null : LineBreaks.plain(text);
        }
    }
}
