package org.pressroom.article.searching;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pressroom.article.searching.SearchRepository.Hit;
import org.pressroom.article.searching.SearchResult.Match;
import org.pressroom.article.searching.SearchText.Part;
import org.pressroom.article.searching.analysis.TextAnalysis;
import org.pressroom.article.searching.analysis.Word;
import org.pressroom.common.contract.ArticleSummary;
import org.pressroom.common.contract.Highlight;
import org.pressroom.common.paging.Cursor;
import org.pressroom.common.paging.Page;
import org.pressroom.common.paging.PageRequest;
import org.pressroom.common.validation.TextLimits;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Searches in what readers may read: for all words; where nothing has them, for words that begin with the last one, for what
 * may have been meant, for all words but one, for any. What is found in one of these ways is the answer, and says so.
 */
@Component
public class SearchArticles {

    /** Of what is searched for, in words and phrases. */
    public static final int MOST_PARTS = 24;

    /** From so many letters on a word may be the beginning of another. */
    private static final int SHORTEST_BEGINNING = 3;

    private static final int MOST_CORRECTED = 4;

    /** The parts of a cursor: how it was found, for what in place of what was typed, and where the last one stands. */
    private static final int MATCH = 0;

    private static final int CORRECTED_TO = 1;
    private static final int SCORE = 2;
    private static final int ARTICLE = 3;

    private static final List<Match> WAYS =
            List.of(Match.ALL, Match.BEGINNINGS, Match.CORRECTED, Match.MOST, Match.SOME);

    private static final List<Match> WAYS_OF_A_PREFIX = List.of(Match.BEGINNINGS, Match.CORRECTED);

    private final SearchRepository index;
    private final SearchMisses misses;
    private final SearchThreads threads;

    SearchArticles(SearchRepository index, SearchMisses misses, SearchThreads threads) {
        this.index = index;
        this.misses = misses;
        this.threads = threads;
    }

    /**
     * What is searched for, in what.
     *
     * @param words at most {@link TextLimits#SEARCH} characters, in {@link #MOST_PARTS} parts
     * @param prefix whether the last word may go on, as while somebody types
     * @param languages that articles are in, each of which its words may be meant in
     */
    public record Search(
            String words, SearchFilter filter, boolean prefix, Collection<String> languages, PageRequest page) {}

    /** One way in which it is searched. */
    private record Attempt(
            Match match,
            String inTitle,
            String query,
            SearchQuery meant,
            @Nullable String correctedTo) {}

    /** Whether a search has more words and phrases than {@link #MOST_PARTS}. */
    public static boolean hasTooManyParts(String words) {
        SearchText text = SearchText.parse(oneLine(words));
        return text.wanted().stream().mapToInt(List::size).sum()
                        + text.unwanted().size()
                > MOST_PARTS;
    }

    /** The best of what is found. */
    public Mono<SearchResult> find(Search search) {
        SearchText text = SearchText.parse(oneLine(search.words()));
        Cursor after = search.page().after();
        if (search.filter().isHopeless()) {
            return Mono.just(SearchResult.NOTHING);
        }
        return after == null ? first(search, text) : further(search, text, after);
    }

    private static String oneLine(String words) {
        return Normalizer.normalize(words, Normalizer.Form.NFC)
                .replaceAll("[\\p{Cntrl}\\s]+", " ")
                .strip();
    }

    private Mono<SearchResult> first(Search search, SearchText text) {
        return Flux.fromIterable(search.prefix() ? WAYS_OF_A_PREFIX : WAYS)
                .concatMap(match -> attempt(match, search, text).flatMap(attempt -> run(attempt, search)), 1)
                .next()
                .switchIfEmpty(Mono.fromSupplier(() -> {
                    if (!search.prefix()
                            && !search.filter().isNarrow()
                            && !text.wanted().isEmpty()) {
                        misses.note(text.toString());
                    }
                    return SearchResult.NOTHING;
                }));
    }

    private Mono<SearchResult> further(Search search, SearchText text, Cursor after) {
        Match match = after.constant(MATCH, Match.class);
        String correctedTo = after.string(CORRECTED_TO);
        if (hasTooManyParts(correctedTo)) {
            // Whoever made this cursor, it was not this.
            return Mono.just(SearchResult.NOTHING);
        }
        Mono<Attempt> attempt = match == Match.CORRECTED
                ? Mono.justOrEmpty(all(Match.CORRECTED, meant(search, SearchText.parse(correctedTo)), correctedTo))
                : attempt(match, search, text);
        return attempt.flatMap(same -> run(same, search)).defaultIfEmpty(SearchResult.NOTHING);
    }

    private static SearchQuery meant(Search search, SearchText text) {
        return SearchQuery.of(text, search.languages());
    }

    /** Empty where it cannot be searched in that way. */
    private Mono<Attempt> attempt(Match match, Search search, SearchText text) {
        SearchQuery meant = meant(search, text);
        if (meant.isEmpty()) {
            return Mono.empty();
        }
        return switch (match) {
            case ALL -> Mono.justOrEmpty(all(Match.ALL, meant, null));
            case BEGINNINGS -> beginnings(search, text, meant);
            case CORRECTED -> corrected(search, text);
            case MOST -> Mono.justOrEmpty(attempt(Match.MOST, meant, meant::allButOne));
            case SOME -> Mono.justOrEmpty(attempt(Match.SOME, meant, meant::any));
        };
    }

    private static @Nullable Attempt all(Match match, SearchQuery meant, @Nullable String correctedTo) {
        return meant.isEmpty()
                ? null
                : new Attempt(match, meant.all(Lexemes::inTitle), meant.all(Lexemes::word), meant, correctedTo);
    }

    private static @Nullable Attempt attempt(
            Match match, SearchQuery meant, Function<UnaryOperator<String>, @Nullable String> query) {
        String inTitle = query.apply(Lexemes::inTitle);
        String anywhere = query.apply(Lexemes::word);
        return inTitle == null || anywhere == null ? null : new Attempt(match, inTitle, anywhere, meant, null);
    }

    private Mono<Attempt> beginnings(Search search, SearchText text, SearchQuery meant) {
        Word begun = SearchQuery.lastBegun(text, search.languages(), SHORTEST_BEGINNING);
        Mono<Attempt> asItIs = search.prefix() ? Mono.justOrEmpty(all(Match.ALL, meant, null)) : Mono.empty();
        if (begun == null) {
            return asItIs;
        }
        return index.beginning(begun.written())
                .map(SearchDocument.Spelling::term)
                .collect(Collectors.toSet())
                .filter(terms -> !terms.isEmpty())
                .mapNotNull(terms -> all(Match.BEGINNINGS, meant.orLast(terms), null))
                .switchIfEmpty(asItIs);
    }

    /** With what may have been meant by words that there are not. */
    private Mono<Attempt> corrected(Search search, SearchText text) {
        Map<String, String> words = correctable(text, search.languages());
        if (words.isEmpty()) {
            return Mono.empty();
        }
        return index.known(Set.copyOf(words.values()))
                .collect(Collectors.toSet())
                .flatMapMany(known -> Flux.fromIterable(words.entrySet())
                        .filter(word -> !known.contains(word.getValue()))
                        .take(MOST_CORRECTED))
                .concatMap(word -> meantBy(word.getValue()).map(meant -> Map.entry(word.getKey(), meant)))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue)
                .filter(meant -> !meant.isEmpty())
                .map(meant -> replaced(text, meant))
                .mapNotNull(changed -> all(Match.CORRECTED, meant(search, changed), changed.toString()));
    }

    /** What was typed of them, and how it is written in the index. */
    private static Map<String, String> correctable(SearchText text, Collection<String> languages) {
        Map<String, String> words = new HashMap<>();
        String language = languages.isEmpty() ? "" : languages.iterator().next();
        text.wanted().stream()
                .flatMap(List::stream)
                .filter(part -> !part.isPhrase())
                .forEach(part -> {
                    List<Word> found = TextAnalysis.ofSearch(part.text(), language);
                    if (found.size() == 1
                            && !found.get(0).isPart()
                            && found.get(0).written().length() >= Slips.SHORTEST_WORD) {
                        words.put(part.text(), found.get(0).written());
                    }
                });
        return words;
    }

    private Mono<String> meantBy(String word) {
        return index.similar(word, Slips.oneFrom(word))
                .collectList()
                .mapNotNull(candidates -> Slips.meant(word, candidates).orElse(null));
    }

    private static SearchText replaced(SearchText text, Map<String, String> meant) {
        return new SearchText(
                text.wanted().stream()
                        .map(either -> either.stream()
                                .map(part -> part.isPhrase()
                                        ? part
                                        : new Part(meant.getOrDefault(part.text(), part.text()), false))
                                .toList())
                        .toList(),
                text.unwanted());
    }

    /** Empty where nothing is found. */
    private Mono<SearchResult> run(Attempt attempt, Search search) {
        String filter = " & " + search.filter().query();
        PageRequest request = search.page();
        Cursor after = request.after();
        return index.find(
                        "(" + attempt.inTitle() + ")" + filter,
                        "(" + attempt.query() + ")" + filter,
                        attempt.meant().ranking(),
                        search.filter(),
                        after == null ? null : new SearchRepository.Place(after.number(SCORE), after.uuid(ARTICLE)),
                        request.rows())
                .collectList()
                .filter(hits -> !hits.isEmpty())
                .map(hits -> result(hits, attempt, request));
    }

    private static SearchResult result(List<Hit> hits, Attempt attempt, PageRequest request) {
        String correctedTo = attempt.correctedTo();
        Page<Hit> page = Page.cut(
                hits,
                request,
                last -> Cursor.of(
                        attempt.match().name(),
                        Objects.requireNonNullElse(correctedTo, ""),
                        last.score(),
                        last.articleId()));
        Set<String> terms = attempt.meant().terms();
        return new SearchResult(
                page.map(hit -> new SearchResult.Hit(hit.articleId(), hit.body(), terms))
                        .items(),
                page.next(),
                attempt.match(),
                correctedTo);
    }

    /** The articles that were found and are still there, in the order of the result, with what they were found by marked. */
    public Mono<List<ArticleSummary>> marked(SearchResult result, Collection<ArticleSummary> articles) {
        Map<UUID, ArticleSummary> byId =
                articles.stream().collect(Collectors.toMap(ArticleSummary::id, Function.identity()));
        return threads.run(() -> {
            List<ArticleSummary> marked = new ArrayList<>();
            for (SearchResult.Hit hit : result.hits()) {
                ArticleSummary article = byId.get(hit.articleId());
                if (article != null) {
                    marked.add(article.found(highlight(article, hit)));
                }
            }
            return marked;
        });
    }

    private static Highlight highlight(ArticleSummary article, SearchResult.Hit hit) {
        String language = Objects.requireNonNullElse(article.language(), "");
        Highlighter highlighter = new Highlighter(hit.terms());
        String summary = article.summary();
        String passage = summary == null ? null : highlighter.passage(TextAnalysis.composed(summary), language);
        return new Highlight(
                highlighter.whole(TextAnalysis.composed(article.title()), language),
                passage == null ? highlighter.passage(hit.body(), language) : passage);
    }
}
