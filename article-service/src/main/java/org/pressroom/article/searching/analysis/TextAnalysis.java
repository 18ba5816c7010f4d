package org.pressroom.article.searching.analysis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.cjk.CJKBigramFilter;
import org.apache.lucene.analysis.cjk.CJKWidthFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.analysis.tokenattributes.TypeAttribute;

/**
 * Takes texts apart as their language wants it: words as Unicode bounds them (UAX 29), in lower case, stemmed, without
 * accents. Chinese, Japanese, Korean and the scripts of South East Asia are taken apart into each two letters that stand
 * together, whatever language a text is said to be in. No word is left out: "to be or not to be" is found too.
 */
public final class TextAnalysis {

    /** Of one text; there is no longer one that somebody would read to its end. */
    private static final int MOST_WORDS = 60_000;

    private static final String SINGLE = CJKBigramFilter.SINGLE_TYPE;
    private static final String DOUBLE = CJKBigramFilter.DOUBLE_TYPE;

    /** One for each language and purpose: they keep what they need for each thread, and there are few of both. */
    private static final Map<String, Analyzer> ANALYZERS = new ConcurrentHashMap<>();

    private TextAnalysis() {}

    /** The words of a text that is to be found; a letter that stands among others of its kind is found by itself too. */
    public static List<Word> ofText(String text, String language) {
        return words(text, language, true);
    }

    /** The words of what is searched for. */
    public static List<Word> ofSearch(String text, String language) {
        return words(text, language, false);
    }

    /** The language, without its regions and scripts, if anything is known of its words; else empty. */
    public static String knownLanguage(String tag) {
        return Stemming.known(tag);
    }

    /** Whether a word says little by itself, in a language; folded, as {@link Word#written}. */
    public static boolean isStopWord(String written, String language) {
        return Stemming.of(language).stopWords().contains(written);
    }

    /** A text in the form that offsets are told in: letters with their marks as one, as far as there is such a one. */
    public static String composed(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    private static List<Word> words(String text, String language, boolean single) {
        String known = Stemming.known(language);
        Analyzer analyzer = ANALYZERS.computeIfAbsent(known + single, none -> analyzer(Stemming.of(known), single));
        try (TokenStream stream = analyzer.tokenStream("", text)) {
            return read(stream, text);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static Analyzer analyzer(Stemming stemming, boolean single) {
        return new Analyzer() {
            @Override
            protected TokenStreamComponents createComponents(String field) {
                Tokenizer tokens = new StandardTokenizer();
                TokenStream words = stemming.lowerCase().apply(new CJKWidthFilter(tokens));
                words = new LettersInPairs(new CJKBigramFilter(
                        words,
                        CJKBigramFilter.HAN
                                | CJKBigramFilter.HIRAGANA
                                | CJKBigramFilter.KATAKANA
                                | CJKBigramFilter.HANGUL,
                        single));
                return new TokenStreamComponents(
                        tokens, new FoldingFilter(stemming.stem().apply(words)));
            }
        };
    }

    private static List<Word> read(TokenStream stream, String text) throws IOException {
        CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
        OffsetAttribute offset = stream.addAttribute(OffsetAttribute.class);
        PositionIncrementAttribute increment = stream.addAttribute(PositionIncrementAttribute.class);
        TypeAttribute type = stream.addAttribute(TypeAttribute.class);
        List<Word> words = new ArrayList<>();
        int position = -1;
        stream.reset();
        while (words.size() < MOST_WORDS && stream.incrementToken()) {
            position += increment.getPositionIncrement();
            boolean isPart =
                    switch (type.type()) {
                        case SINGLE, DOUBLE, LettersInPairs.TYPE -> true;
                        default -> false;
                    };
            String written = isPart
                    ? term.toString()
                    : FoldingFilter.folded(text.substring(offset.startOffset(), offset.endOffset())
                            .toLowerCase(Locale.ROOT));
            words.add(new Word(term.toString(), written, position, offset.startOffset(), offset.endOffset(), isPart));
        }
        stream.end();
        return words;
    }
}
