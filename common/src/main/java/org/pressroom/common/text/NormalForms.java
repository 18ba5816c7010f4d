package org.pressroom.common.text;

import com.ibm.icu.text.Normalizer2;

/**
 * Unicode's normal forms, at a cost that grows with the text and no faster. Marks over one letter are put in order by
 * comparing each with those before it, so that tens of thousands of them, which is a few hundred kilobytes of nonsense,
 * would take minutes. Texts are therefore read as Stream-Safe Text: behind 30 marks that follow each other without a
 * letter, which no language has, a joiner that nobody sees begins anew.
 *
 * @see <a href="https://www.unicode.org/reports/tr15/#Stream_Safe_Text_Format">UAX 15, Stream-Safe Text Format</a>
 */
final class NormalForms {

    private static final Normalizer2 NFC = Normalizer2.getNFCInstance();
    private static final Normalizer2 NFD = Normalizer2.getNFDInstance();
    private static final Normalizer2 NFKC = Normalizer2.getNFKCInstance();

    private static final int MOST_MARKS = 30;
    private static final char JOINER = '\u034F';

    /** Whatever stands before it in Unicode is a letter, a sign or a control. */
    private static final char FIRST_MARK = '\u0300';

    private NormalForms() {}

    static String nfc(CharSequence text) {
        return NFC.normalize(streamSafe(NFC, text));
    }

    static String nfd(CharSequence text) {
        return NFD.normalize(streamSafe(NFD, text));
    }

    static String nfkc(CharSequence text) {
        return NFKC.normalize(streamSafe(NFKC, text));
    }

    private static CharSequence streamSafe(Normalizer2 form, CharSequence text) {
        StringBuilder safe = null;
        int marks = 0;
        int done = 0;
        for (int place = 0; place < text.length(); ) {
            int point = Character.codePointAt(text, place);
            marks = point < FIRST_MARK || form.hasBoundaryBefore(point) ? 0 : marks + 1;
            if (marks > MOST_MARKS) {
                safe = safe == null ? new StringBuilder(text.length() + text.length() / MOST_MARKS + 1) : safe;
                safe.append(text, done, place).append(JOINER);
                done = place;
                marks = 1;
            }
            place += Character.charCount(point);
        }
        return safe == null ? text : safe.append(text, done, text.length());
    }
}
