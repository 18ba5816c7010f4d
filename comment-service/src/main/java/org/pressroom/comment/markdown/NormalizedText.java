package org.pressroom.comment.markdown;

import java.util.Locale;
import org.pressroom.common.text.Names;
import org.pressroom.common.text.Shown;

/** Text with what does not matter to a reader's eye taken away. */
public final class NormalizedText {

    private NormalizedText() {}

    /**
     * The same text in compatibility form and lower case, without invisible characters, with single spaces. Works for any
     * script; marks are kept, for in many scripts they are letters.
     */
    public static String of(String text) {
        String lower = Names.plain(text).toLowerCase(Locale.ROOT);
        StringBuilder normalized = new StringBuilder(lower.length());
        lower.codePoints().forEach(point -> {
            if (Character.isWhitespace(point) || Character.isSpaceChar(point)) {
                if (!normalized.isEmpty() && normalized.charAt(normalized.length() - 1) != ' ') {
                    normalized.append(' ');
                }
            } else if (!Shown.isInvisible(point)) {
                normalized.appendCodePoint(point);
            }
        });
        return normalized.toString().strip();
    }
}
