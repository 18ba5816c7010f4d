package org.pressroom.article.searching;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pressroom.article.searching.SearchText.Part;
import org.pressroom.article.searching.analysis.TextAnalysis;
import org.pressroom.article.searching.analysis.Word;
import org.pressroom.common.PlainJava;

/**
 * What some words may stand for: their terms in each of the languages that articles are in, one sequence of terms for each
 * that differs.
 *
 * @param sequences each of at least one word; several stand together in a text
 * @param says whether it says something by itself; stop words do not
 */
@PlainJava
record Meaning(Set<List<Term>> sequences, boolean says) {

    /**
     * A term, and how far behind the one before it stands.
     *
     * @param distance 1 where it is the next word
     */
    record Term(String term, int distance) {}

    /**
     * Of one that is typed as one, in whichever of these languages. Without any sequence where there is no word in it.
     */
    static Meaning of(List<Part> either, Collection<String> languages) {
        Set<List<Term>> sequences = new LinkedHashSet<>();
        boolean says = false;
        for (Part part : either) {
            for (String language : languages) {
                List<Word> words = TextAnalysis.ofSearch(part.text(), language);
                if (!words.isEmpty()) {
                    sequences.add(terms(words));
                }
            }
            says |= part.isPhrase() || languages.stream().noneMatch(language -> isStopWord(part.text(), language));
        }
        return new Meaning(sequences, says);
    }

    private static boolean isStopWord(String text, String language) {
        List<Word> words = TextAnalysis.ofSearch(text, language);
        return words.size() == 1 && TextAnalysis.isStopWord(words.get(0).written(), language);
    }

    private static List<Term> terms(List<Word> words) {
        return Stream.iterate(0, i -> i < words.size(), i -> i + 1)
                .map(i -> new Term(
                        Lexemes.word(words.get(i).term()),
                        i == 0
                                ? 1
                                : Math.max(
                                        1,
                                        words.get(i).position()
                                                - words.get(i - 1).position())))
                .toList();
    }

    boolean isEmpty() {
        return sequences.isEmpty();
    }

    /** The same, or one of these terms. */
    Meaning or(Collection<String> terms) {
        Set<List<Term>> all = new LinkedHashSet<>(sequences);
        terms.forEach(term -> all.add(List.of(new Term(term, 1))));
        return new Meaning(all, says);
    }

    Stream<String> terms() {
        return sequences.stream().flatMap(List::stream).map(Term::term);
    }

    /** As a query of PostgreSQL. */
    String query(UnaryOperator<String> lexeme) {
        return sequences.stream()
                .map(sequence -> sequence(sequence, lexeme))
                .collect(Collectors.joining(" | ", "(", ")"));
    }

    private static String sequence(List<Term> terms, UnaryOperator<String> lexeme) {
        StringBuilder sequence = new StringBuilder();
        for (Term term : terms) {
            String distance = sequence.isEmpty() ? "" : " <" + term.distance() + "> ";
            sequence.append(distance).append(Lexemes.quoted(lexeme.apply(term.term())));
        }
        return terms.size() == 1 ? sequence.toString() : "(" + sequence + ")";
    }

    /** All of these, or null where there are none. */
    static @Nullable String all(Collection<Meaning> meanings, UnaryOperator<String> lexeme) {
        return joined(meanings, " & ", lexeme);
    }

    /** Any of these, or null where there are none. */
    static @Nullable String any(Collection<Meaning> meanings, UnaryOperator<String> lexeme) {
        return joined(meanings, " | ", lexeme);
    }

    private static @Nullable String joined(
            Collection<Meaning> meanings, String operator, UnaryOperator<String> lexeme) {
        return meanings.isEmpty()
                ? null
                : meanings.stream()
                        .map(meaning -> meaning.query(lexeme))
                        .collect(Collectors.joining(operator, "(", ")"));
    }
}
