package org.pressroom.common.validation;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.text.Shown;

/** What both {@link Line} and {@link Text} ask of a text. */
final class TextValidator {

    private TextValidator() {}

    /** Why the text is not valid, or null where it is. */
    static @Nullable String fault(CharSequence text, int min, int max, boolean lineBreaks) {
        if (text.length() > max && length(text) > max) {
            return "must have at most " + max + " characters";
        }
        if (hasForbidden(text, lineBreaks)) {
            return "must not contain control characters";
        }
        if (min > 0 && Shown.isBlank(text)) {
            return "must not be blank";
        }
        return text.length() < 2L * min && length(text) < min ? "must have at least " + min + " characters" : null;
    }

    private static int length(CharSequence text) {
        return Character.codePointCount(text, 0, text.length());
    }

    private static boolean hasForbidden(CharSequence text, boolean lineBreaks) {
        char[] characters = text.toString().toCharArray();
        int point;
        for (int at = 0; at < characters.length; at += Character.charCount(point)) {
            point = Character.codePointAt(characters, at);
            if (isForbidden(point, lineBreaks)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isForbidden(int point, boolean lineBreaks) {
        if (point == '\n' || point == '\r' || point == '\t') {
            return !lineBreaks;
        }
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.SURROGATE -> true;
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> !lineBreaks;
            default -> false;
        };
    }

    /** Says in the message what is at fault; null is no fault. */
    static boolean report(@Nullable String fault, ConstraintValidatorContext context) {
        if (fault == null) {
            return true;
        }
        context.disableDefaultConstraintViolation();
        context.buildConstraintViolationWithTemplate(fault).addConstraintViolation();
        return false;
    }

    static final class ForLine implements ConstraintValidator<Line, CharSequence> {
        private int min;
        private int max;

        @Override
        public void initialize(Line line) {
            min = line.min();
            max = line.max();
        }

        @Override
        public boolean isValid(@Nullable CharSequence text, ConstraintValidatorContext context) {
            return text == null || report(fault(text, min, max, false), context);
        }
    }

    static final class ForText implements ConstraintValidator<Text, CharSequence> {
        private int min;
        private int max;

        @Override
        public void initialize(Text text) {
            min = text.min();
            max = text.max();
        }

        @Override
        public boolean isValid(@Nullable CharSequence text, ConstraintValidatorContext context) {
            return text == null || report(fault(text, min, max, true), context);
        }
    }
}
