package org.pressroom.article.searching;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.pressroom.article.rendering.BodyText;
import org.pressroom.article.searching.analysis.TextAnalysis;
import org.pressroom.article.searching.analysis.Word;
import org.pressroom.common.PlainJava;

/**
 * What the index has of an article.
 *
 * @param vector a {@code tsvector}: words of the title (weight A), tags (B), summary (C) and body (D) with their places, and
 *     what else it is found by, as of {@link Lexemes}
 * @param text the beginning of its body, from which passages are shown
 * @param words its words as they are written, each with its term
 * @param namingWords those of {@code words} that stand in its title or its tags
 */
@PlainJava
record SearchDocument(String vector, String text, SortedSet<Spelling> words, SortedSet<Spelling> namingWords) {

    /** As much as passages are looked for in; longer ones would have to be taken apart with each search. */
    static final int LONGEST_TEXT = 10_000;

    /** PostgreSQL takes a megabyte of them. */
    private static final int LARGEST_VECTOR = 600_000;

    /** PostgreSQL keeps no more for one lexeme. */
    private static final int MOST_PLACES = 255;

    /** PostgreSQL tells no later places apart. */
    private static final int LAST_PLACE = 16_383;

    /** So that no phrase goes from one text into the next. */
    private static final int GAP = 10;

    private static final int SHORTEST_WORD = 2;
    private static final int LONGEST_WORD = 40;

    /** A word as it is written, and by what it is found. */
    record Spelling(String written, String term) implements Comparable<Spelling> {
        @Override
        public int compareTo(Spelling other) {
            int first = written.compareTo(other.written);
            return first == 0 ? term.compareTo(other.term) : first;
        }
    }

    static SearchDocument of(IndexedArticle article) {
        return new Builder(article).build();
    }

    private static final class Builder {

        private final IndexedArticle article;
        private final Map<String, StringBuilder> places = new LinkedHashMap<>();
        private final Map<String, Integer> counts = new LinkedHashMap<>();
        private final SortedSet<Spelling> words = new TreeSet<>();
        private final SortedSet<Spelling> namingWords = new TreeSet<>();
        private int place = 1;
        private int size;

        Builder(IndexedArticle article) {
            this.article = article;
        }

        SearchDocument build() {
            others().forEach(lexeme -> places.put(lexeme, new StringBuilder()));
            add(article.title(), 'A', true);
            article.tagNames().forEach(tag -> add(tag, 'B', true));
            if (article.summary() != null) {
                add(article.summary(), 'C', false);
            }
            String body = article.bodyHtml() == null ? "" : TextAnalysis.composed(BodyText.of(article.bodyHtml()));
            add(body, 'D', false);
            return new SearchDocument(vector(), beginning(body), words, namingWords);
        }

        private Set<String> others() {
            Set<String> others = new LinkedHashSet<>();
            others.add(Lexemes.kind(article.kind()));
            article.categories().forEach(slug -> others.add(Lexemes.category(slug)));
            article.tagSlugs().forEach(slug -> others.add(Lexemes.tag(slug)));
            article.authors().forEach(slug -> others.add(Lexemes.author(slug)));
            String language = article.language();
            for (int end = language.length(); end > 0; end = language.lastIndexOf('-', end - 1)) {
                others.add(Lexemes.language(language.substring(0, end)));
            }
            String month = Lexemes.month(article.publishedAt());
            others.add(month);
            others.add(Lexemes.year(month));
            return others;
        }

        private void add(String text, char weight, boolean names) {
            int first = place;
            for (Word word : TextAnalysis.ofText(TextAnalysis.composed(text), article.language())) {
                if (size > LARGEST_VECTOR) {
                    return;
                }
                place = first + word.position();
                add(Lexemes.word(word.term()), weight);
                if (weight == 'A') {
                    add(Lexemes.inTitle(word.term()), weight);
                }
                keep(word, names);
            }
            place += GAP;
        }

        private void add(String lexeme, char weight) {
            int count = counts.merge(lexeme, 1, Integer::sum);
            if (count > MOST_PLACES) {
                return;
            }
            StringBuilder known = places.computeIfAbsent(lexeme, absent -> {
                size += lexeme.getBytes(StandardCharsets.UTF_8).length + Long.BYTES;
                return new StringBuilder();
            });
            known.append(known.isEmpty() ? ':' : ',').append(Math.min(place, LAST_PLACE));
            if (weight != 'D') {
                known.append(weight);
            }
            size += Short.BYTES;
        }

        private void keep(Word word, boolean names) {
            String written = word.written();
            if (!word.isPart() && written.length() >= SHORTEST_WORD && written.length() <= LONGEST_WORD) {
                Spelling spelling = new Spelling(written, Lexemes.word(word.term()));
                words.add(spelling);
                if (names) {
                    namingWords.add(spelling);
                }
            }
        }

        private String vector() {
            StringBuilder vector = new StringBuilder(size);
            places.forEach((lexeme, where) -> vector.append(vector.isEmpty() ? "" : " ")
                    .append(Lexemes.quoted(lexeme))
                    .append(where));
            return vector.toString();
        }

        private static String beginning(String body) {
            if (body.length() <= LONGEST_TEXT) {
                return body;
            }
            int end = Character.isHighSurrogate(body.charAt(LONGEST_TEXT - 1)) ? LONGEST_TEXT - 1 : LONGEST_TEXT;
            return body.substring(0, end);
        }
    }
}
