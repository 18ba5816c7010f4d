package org.pressroom.article.reviewing;

import java.util.List;
import org.pressroom.common.PlainJava;
import org.pressroom.common.problem.FieldProblem;
import org.pressroom.common.usecase.RefusedException;

/**
 * What a note is about, told so that it can be found again in a text that was changed meanwhile: by its words, by those
 * around it, and by where it stood. It is the TextQuoteSelector of the W3C's Web Annotation Data Model beside a
 * TextPositionSelector.
 *
 * @param quote its words
 * @param before,after what stood around it, {@value #AROUND} characters at most
 * @param start where it stood, in UTF-16 code units, as browsers count
 */
@PlainJava
record Passage(String quote, String before, String after, int start) {

    private static final int AROUND = 40;

    int end() {
        return start + quote.length();
    }

    /**
     * The passage of a text at a place.
     *
     * @throws RefusedException invalid, where other words stand there
     */
    static Passage of(String text, String quote, int start, int end) {
        if (start < 0 || end - start != quote.length() || !text.startsWith(quote, start)) {
            throw RefusedException.invalid(
                    List.of(new FieldProblem("passage.quote", "must stand there in the text as it is saved")));
        }
        int from = Math.max(0, start - AROUND);
        int to = Math.min(text.length(), end + AROUND);
        return new Passage(
                quote,
                text.substring(cutsPair(text, from) ? from + 1 : from, start),
                text.substring(end, cutsPair(text, to) ? to - 1 : to),
                start);
    }

    /** Whether two halves of one character stand around a place. */
    private static boolean cutsPair(String text, int place) {
        return place > 0
                && place < text.length()
                && Character.isSurrogatePair(text.charAt(place - 1), text.charAt(place));
    }
}
