package org.pressroom.comment.moderation.rules;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.pressroom.comment.markdown.NormalizedText;

/** The same character or the same word over and over. People laugh and sigh that way too, so it weighs little alone. */
public final class RepetitionRule implements ModerationRule {

    private static final int LONG_RUN = 15;
    private static final int ENOUGH_WORDS = 12;
    private static final double FEW_DIFFERENT = 0.25;

    @Override
    public String name() {
        return "repetition";
    }

    @Override
    public Finding evaluate(Submission submission, Evidence evidence) {
        if (longestRun(submission.plain()) >= LONG_RUN) {
            return new Finding.Score(0.2, "repeats a character many times");
        }
        List<String> words = Arrays.stream(NormalizedText.of(submission.plain()).split(" "))
                .filter(word -> word.codePoints().anyMatch(Character::isLetter))
                .toList();
        return words.size() >= ENOUGH_WORDS && new HashSet<>(words).size() <= FEW_DIFFERENT * words.size()
                ? new Finding.Score(0.4, "repeats the same few words")
                : Finding.NOTHING;
    }

    private static int longestRun(String text) {
        int longest = 0;
        int run = 0;
        int previous = -1;
        for (int point : text.codePoints().toArray()) {
            run = point == previous ? run + 1 : 1;
            previous = point;
            if (Character.isLetter(point) || point == '!' || point == '?' || point == '$') {
                longest = Math.max(longest, run);
            }
        }
        return longest;
    }
}
