package org.pressroom.article.searching;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.pressroom.article.searching.SearchText.Part;
import org.pressroom.article.searching.analysis.TextAnalysis;
import org.pressroom.article.searching.analysis.Word;
import org.pressroom.common.PlainJava;

/**
 * A search, as PostgreSQL is asked.
 *
 * @param wanted what has to be there, stop words too
 * @param unwanted what must not be there
 */
@PlainJava
record SearchQuery(List<Meaning> wanted, List<Meaning> unwanted) {

    /** Of more no one is left out: so many queries would come of it. */
    private static final int MOST_WITHOUT_ONE = 8;

    static SearchQuery of(SearchText text, Collection<String> languages) {
        return new SearchQuery(
                text.wanted().stream()
                        .map(either -> Meaning.of(either, languages))
                        .filter(meaning -> !meaning.isEmpty())
                        .toList(),
                text.unwanted().stream()
                        .map(part -> Meaning.of(List.of(part), languages))
                        .filter(meaning -> !meaning.isEmpty())
                        .toList());
    }

    /** Whether there is nothing to be found by. */
    boolean isEmpty() {
        return wanted.isEmpty();
    }

    /** The words of what is typed last, if it may be the beginning of a word. */
    static @Nullable Word lastBegun(SearchText text, Collection<String> languages, int shortest) {
        if (text.wanted().isEmpty()) {
            return null;
        }
        List<Part> last = text.wanted().get(text.wanted().size() - 1);
        if (last.size() > 1 || last.get(0).isPhrase() || languages.isEmpty()) {
            return null;
        }
        List<Word> words =
                TextAnalysis.ofSearch(last.get(0).text(), languages.iterator().next());
        return words.size() == 1
                        && !words.get(0).isPart()
                        && words.get(0).written().length() >= shortest
                ? words.get(0)
                : null;
    }

    /** The same, where the last may be one of these terms as well. */
    SearchQuery orLast(Collection<String> terms) {
        List<Meaning> changed = new ArrayList<>(wanted);
        changed.set(changed.size() - 1, changed.get(changed.size() - 1).or(terms));
        return new SearchQuery(changed, unwanted);
    }

    /** What says something; all, where nothing does. */
    private List<Meaning> saying() {
        List<Meaning> saying = wanted.stream().filter(Meaning::says).toList();
        return saying.isEmpty() ? wanted : saying;
    }

    /** All that says something. */
    String all(UnaryOperator<String> lexeme) {
        return String.valueOf(Meaning.all(saying(), lexeme)) + exclusions();
    }

    /** All but any one of what says something; null where that is too little. */
    @Nullable
    String allButOne(UnaryOperator<String> lexeme) {
        List<Meaning> saying = saying();
        if (saying.size() < 3 || saying.size() > MOST_WITHOUT_ONE) {
            return null;
        }
        return IntStream.range(0, saying.size())
                        .mapToObj(left -> Meaning.all(without(saying, left), lexeme))
                        .collect(Collectors.joining(" | ", "(", ")"))
                + exclusions();
    }

    private static List<Meaning> without(List<Meaning> meanings, int left) {
        List<Meaning> others = new ArrayList<>(meanings);
        others.remove(left);
        return others;
    }

    /** Any of what says something; null where there is but one. */
    @Nullable
    String any(UnaryOperator<String> lexeme) {
        List<Meaning> saying = saying();
        return saying.size() < 2 ? null : Meaning.any(saying, lexeme) + exclusions();
    }

    /** By what those that are found are ranked: each word counts, and the nearer they stand the better. */
    String ranking() {
        return String.valueOf(Meaning.all(wanted, Lexemes::word));
    }

    /** The terms of which passages are shown. */
    Set<String> terms() {
        return saying().stream().flatMap(Meaning::terms).collect(Collectors.toUnmodifiableSet());
    }

    private String exclusions() {
        String none = Meaning.any(unwanted, Lexemes::word);
        return none == null ? "" : " & !" + none;
    }
}
