package org.pressroom.comment.moderation.rules;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;

/** Words that look like what they are not: letters of look-alike scripts in one word, or text turned around. */
public final class DisguiseRule implements ModerationRule {

    private static final Set<UnicodeScript> LOOK_ALIKES =
            EnumSet.of(UnicodeScript.LATIN, UnicodeScript.CYRILLIC, UnicodeScript.GREEK);
    private static final int FEW = 2;

    @Override
    public String name() {
        return "disguise";
    }

    @Override
    public Finding evaluate(Submission submission, Evidence evidence) {
        String text = submission.shown() + "\n" + submission.signature();
        if (text.codePoints().anyMatch(DisguiseRule::turnsTextAround)) {
            return new Finding.Score(0.5, "contains characters that turn text around");
        }
        int mixed = mixedWords(text);
        return mixed > FEW
                ? new Finding.Score(0.5, "has " + mixed + " words that mix look-alike letters")
                : Finding.NOTHING;
    }

    /** Overrides of direction; marks and isolates are of honest use in Arabic and Hebrew. */
    private static boolean turnsTextAround(int point) {
        return point == 0x202D || point == 0x202E;
    }

    private static int mixedWords(String text) {
        int mixed = 0;
        EnumSet<UnicodeScript> scripts = EnumSet.noneOf(UnicodeScript.class);
        int[] points = (text + " ").codePoints().toArray();
        for (int point : points) {
            if (Character.isLetter(point)) {
                UnicodeScript script = UnicodeScript.of(point);
                if (LOOK_ALIKES.contains(script)) {
                    scripts.add(script);
                }
            } else if (!scripts.isEmpty()) {
                mixed += scripts.size() > 1 ? 1 : 0;
                scripts.clear();
            }
        }
        return mixed;
    }
}
