package org.pressroom.common.validation;

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

        /** Spaces without a width: these two are no spaces to Java. */
        private static final String UNSEEN = "\ufeff\u200b";

        @Override
        public @Nullable String convert(@Nullable String text) {
            return text == null ? null : Names.composed(stripped(text));
        }

        /** In one pass: an expression would look from each space of a long run anew whether the text ends behind it. */
        private static String stripped(String text) {
            int start = 0;
            int end = text.length();
            while (start < end && isSpace(text.charAt(start))) {
                start++;
            }
            while (start < end && isSpace(text.charAt(end - 1))) {
                end--;
            }
            return text.substring(start, end);
        }

        private static boolean isSpace(char c) {
            return Character.isWhitespace(c) || Character.isSpaceChar(c) || UNSEEN.indexOf(c) >= 0;
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
