package org.pressroom.article.searching.analysis;

import java.io.IOException;
import java.util.Arrays;
import org.apache.lucene.analysis.TokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.analysis.tokenattributes.TypeAttribute;

/**
 * Takes apart what Thai, Lao, Khmer and Burmese write without spaces, which comes as one word, into each two letters that
 * stand together.
 */
final class LettersInPairs extends TokenFilter {

    static final String TYPE = "<PAIR>";

    private static final String WHOLE_RUN = StandardTokenizer.TOKEN_TYPES[StandardTokenizer.SOUTHEAST_ASIAN];

    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final OffsetAttribute offset = addAttribute(OffsetAttribute.class);
    private final PositionIncrementAttribute increment = addAttribute(PositionIncrementAttribute.class);
    private final TypeAttribute type = addAttribute(TypeAttribute.class);

    private int[] run = {};
    private int next;
    private int start;

    LettersInPairs(TokenStream input) {
        super(input);
    }

    @Override
    public boolean incrementToken() throws IOException {
        if (next < run.length - 1) {
            pair();
            increment.setPositionIncrement(1);
            return true;
        }
        if (!input.incrementToken()) {
            return false;
        }
        if (type.type().equals(WHOLE_RUN)) {
            run = term.codePoints().toArray();
            next = 0;
            start = offset.startOffset();
            if (run.length > 1) {
                pair();
            }
            type.setType(TYPE);
        }
        return true;
    }

    private void pair() {
        int first = run[next];
        int second = run[next + 1];
        term.setEmpty().append(new String(run, next, 2));
        offset.setOffset(start, start + Character.charCount(first) + Character.charCount(second));
        type.setType(TYPE);
        start += Character.charCount(first);
        next++;
    }

    @Override
    public void reset() throws IOException {
        super.reset();
        run = Arrays.copyOf(run, 0);
        next = 0;
    }
}
