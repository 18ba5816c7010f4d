package org.pressroom.comment.markdown;

import java.util.Locale;
import org.pressroom.common.text.Names;
import org.pressroom.common.text.Shown;

/** Text with what does not matter to a reader's eye taken away. */
public final class Folded {

    private Folded() {}

    /**
     * The same text in compatibility form and lower case, without invisible characters, with single spaces. Works for any
     * script; marks are kept, for in many scripts they are letters.
     */
    public static String fold(String text) {
        String lower = Names.plain(text).toLowerCase(Locale.ROOT);
        StringBuilder folded = new StringBuilder(lower.length());
        lower.codePoints().forEach(point -> {
            if (Character.isWhitespace(point) || Character.isSpaceChar(point)) {
                if (!folded.isEmpty() && folded.charAt(folded.length() - 1) != ' ') {
                    folded.append(' ');
                }
            } else if (!Shown.isInvisible(point)) {
                folded.appendCodePoint(point);
            }
        });
        return folded.toString().strip();
    }
}
