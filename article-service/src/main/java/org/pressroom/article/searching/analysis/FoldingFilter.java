package org.pressroom.article.searching.analysis;

import java.io.IOException;
import java.text.Normalizer;
import org.apache.lucene.analysis.TokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/** Leaves out accents, vowel points and other marks that many do not type, in whatever script they stand. */
final class FoldingFilter extends TokenFilter {

    private static final int LONGEST_FOLDING = 4;

    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);

    FoldingFilter(TokenStream input) {
        super(input);
    }

    @Override
    public boolean incrementToken() throws IOException {
        if (!input.incrementToken()) {
            return false;
        }
        if (!isPlain(term)) {
            String folded = folded(term.toString());
            if (!folded.isEmpty()) {
                term.setEmpty().append(folded);
            }
        }
        return true;
    }

    private static boolean isPlain(CharSequence text) {
        return text.chars().allMatch(letter -> letter < 0x80);
    }

    static String folded(String text) {
        if (isPlain(text)) {
            return text;
        }
        char[] latin = new char[text.length() * LONGEST_FOLDING];
        int length = ASCIIFoldingFilter.foldToASCII(text.toCharArray(), 0, latin, 0, text.length());
        String taken = Normalizer.normalize(new String(latin, 0, length), Normalizer.Form.NFD);
        StringBuilder folded = new StringBuilder(taken.length());
        taken.chars().filter(letter -> !isMark(letter)).forEach(letter -> folded.append((char) letter));
        return Normalizer.normalize(folded, Normalizer.Form.NFC);
    }

    /** Of Latin, Greek and Cyrillic; Hebrew points; Arabic vowels. Those of Indian scripts are letters to their readers. */
    private static boolean isMark(int letter) {
        return (letter >= 0x0300 && letter <= 0x036f)
                || (letter >= 0x0591 && letter <= 0x05c7)
                || (letter >= 0x0610 && letter <= 0x061a)
                || (letter >= 0x064b && letter <= 0x065f)
                || letter == 0x0670
                || letter == 0x0640;
    }
}
