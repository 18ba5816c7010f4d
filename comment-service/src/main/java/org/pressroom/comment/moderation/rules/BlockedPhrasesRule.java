package org.pressroom.comment.moderation.rules;

import java.lang.Character.UnicodeScript;
import java.util.List;
import org.pressroom.comment.markdown.NormalizedText;

/** Words and phrases that the publisher does not want, in any language. */
public final class BlockedPhrasesRule implements ModerationRule {

    private final List<String> phrases;

    public BlockedPhrasesRule(List<String> phrases) {
        this.phrases = phrases.stream()
                .map(NormalizedText::of)
                .filter(phrase -> !phrase.isEmpty())
                .distinct()
                .toList();
    }

    @Override
    public String name() {
        return "blocked-phrases";
    }

    @Override
    public Finding evaluate(Submission submission, Evidence evidence) {
        String text = NormalizedText.of(
                String.join("\n", submission.shown(), submission.signature(), String.join("\n", submission.links())));
        List<String> found =
                phrases.stream().filter(phrase -> contains(text, phrase)).toList();
        return found.isEmpty()
                ? Finding.NOTHING
                : new Finding.Score(
                        Math.min(0.9, 0.5 + 0.2 * (found.size() - 1)), "contains " + String.join(", ", found));
    }

    /** Whole words only: a phrase within a longer word is another word. */
    private static boolean contains(String text, String phrase) {
        int at = text.indexOf(phrase);
        while (at >= 0) {
            int end = at + phrase.length();
            if (isBoundary(text, at, phrase.codePointAt(0))
                    && isBoundary(text, end, phrase.codePointBefore(phrase.length()))) {
                return true;
            }
            at = text.indexOf(phrase, at + 1);
        }
        return false;
    }

    /** Whether a word with {@code edge} at its end may end at this place. */
    private static boolean isBoundary(String text, int place, int edge) {
        if (!isPartOfWord(edge) || isWrittenWithoutSpaces(edge)) {
            return true;
        }
        boolean before = place > 0 && isPartOfWord(text.codePointBefore(place));
        boolean after = place < text.length() && isPartOfWord(text.codePointAt(place));
        return !(before && after);
    }

    private static boolean isPartOfWord(int point) {
        int type = Character.getType(point);
        return Character.isLetterOrDigit(point)
                || type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }

    /** Whether words are written without spaces around them in the script of this character. */
    private static boolean isWrittenWithoutSpaces(int point) {
        UnicodeScript script = UnicodeScript.of(point);
        return switch (script) {
            case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR, TIBETAN -> true;
            default -> false;
        };
    }
}
