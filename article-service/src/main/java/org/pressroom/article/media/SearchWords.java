package org.pressroom.article.media;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.PlainJava;

/** The words by which a picture is found: letters and digits, folded; each letter by itself in scripts without spaces. */
@PlainJava
final class SearchWords {

    private static final int MOST = 100;
    private static final int LONGEST = 60;

    private SearchWords() {}

    /** The words of texts, with spaces between them. */
    static String of(@Nullable String... texts) {
        List<String> words = new ArrayList<>();
        for (String text : texts) {
            if (text != null) {
                words.addAll(words(text));
            }
        }
        return words.stream().limit(MOST).collect(Collectors.joining(" "));
    }

    /** A query of PostgreSQL for all words of a text, the last letters of each left open; empty where there are none. */
    static String query(String text) {
        return words(text).stream().limit(MOST).map(word -> "'" + word + "':*").collect(Collectors.joining(" & "));
    }

    private static List<String> words(String text) {
        String folded = Normalizer.normalize(text, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        folded.codePoints().forEach(point -> {
            int type = Character.getType(point);
            if (type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK) {
                return;
            }
            if (!Character.isLetterOrDigit(point) || Character.isIdeographic(point) || word.length() >= LONGEST) {
                end(word, words);
            }
            if (Character.isLetterOrDigit(point)) {
                word.appendCodePoint(point);
            }
            if (Character.isIdeographic(point)) {
                end(word, words);
            }
        });
        end(word, words);
        return words;
    }

    private static void end(StringBuilder word, List<String> words) {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }
}
