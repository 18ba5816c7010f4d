package org.pressroom.common.validation;

import org.jspecify.annotations.Nullable;
import org.pressroom.common.text.LanguageTags;
import org.pressroom.common.text.LineBreaks;
import org.pressroom.common.text.Names;
import org.pressroom.common.text.Shown;
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

    /** An address: composed, without what comes around it with pasting. */
    public static final class Address extends StdConverter<@Nullable String, @Nullable String> {
        @Override
        public @Nullable String convert(@Nullable String text) {
            return text == null ? null : Names.composed(Shown.strip(text));
        }
    }

    /** A language: in the one way to write it, where it is one. */
    public static final class Language extends StdConverter<@Nullable String, @Nullable String> {
        @Override
        public @Nullable String convert(@Nullable String text) {
            return text == null ? null : LanguageTags.canonical(text.strip()).orElse(text);
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
