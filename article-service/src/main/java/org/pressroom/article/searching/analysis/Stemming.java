package org.pressroom.article.searching.analysis;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.WordlistLoader;
import org.apache.lucene.analysis.ar.ArabicAnalyzer;
import org.apache.lucene.analysis.ar.ArabicNormalizationFilter;
import org.apache.lucene.analysis.ar.ArabicStemFilter;
import org.apache.lucene.analysis.bg.BulgarianAnalyzer;
import org.apache.lucene.analysis.bg.BulgarianStemFilter;
import org.apache.lucene.analysis.bn.BengaliAnalyzer;
import org.apache.lucene.analysis.bn.BengaliNormalizationFilter;
import org.apache.lucene.analysis.bn.BengaliStemFilter;
import org.apache.lucene.analysis.cz.CzechAnalyzer;
import org.apache.lucene.analysis.cz.CzechStemFilter;
import org.apache.lucene.analysis.de.GermanLightStemFilter;
import org.apache.lucene.analysis.de.GermanNormalizationFilter;
import org.apache.lucene.analysis.el.GreekAnalyzer;
import org.apache.lucene.analysis.el.GreekLowerCaseFilter;
import org.apache.lucene.analysis.el.GreekStemFilter;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.es.SpanishLightStemFilter;
import org.apache.lucene.analysis.fa.PersianAnalyzer;
import org.apache.lucene.analysis.fa.PersianNormalizationFilter;
import org.apache.lucene.analysis.fi.FinnishLightStemFilter;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.fr.FrenchLightStemFilter;
import org.apache.lucene.analysis.hi.HindiAnalyzer;
import org.apache.lucene.analysis.hi.HindiNormalizationFilter;
import org.apache.lucene.analysis.hi.HindiStemFilter;
import org.apache.lucene.analysis.hu.HungarianLightStemFilter;
import org.apache.lucene.analysis.in.IndicNormalizationFilter;
import org.apache.lucene.analysis.it.ItalianLightStemFilter;
import org.apache.lucene.analysis.no.NorwegianLightStemFilter;
import org.apache.lucene.analysis.pt.PortugueseLightStemFilter;
import org.apache.lucene.analysis.ru.RussianLightStemFilter;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.apache.lucene.analysis.sv.SwedishLightStemFilter;
import org.apache.lucene.analysis.tr.ApostropheFilter;
import org.apache.lucene.analysis.tr.TurkishLowerCaseFilter;
import org.apache.lucene.analysis.util.ElisionFilter;

/**
 * What Lucene knows of a language.
 *
 * @param lowerCase how its capitals are written small
 * @param stem how the forms of a word become one
 * @param stopWords words that say little by themselves, folded
 */
record Stemming(UnaryOperator<TokenStream> lowerCase, UnaryOperator<TokenStream> stem, Set<String> stopWords) {

    /** Of languages that are not known: words are found as they stand, but for case and accents. */
    static final Stemming SIMPLE = new Stemming(LowerCaseFilter::new, words -> words, Set.of());

    private static final CharArraySet ITALIAN_ARTICLES = new CharArraySet(
            Set.of("c", "l", "all", "dall", "dell", "nell", "sull", "un", "d", "s", "v", "quell"), true);

    private static final Map<String, Stemming> KNOWN = Map.ofEntries(
            Map.entry(
                    "ar",
                    of(
                            words -> new ArabicStemFilter(new ArabicNormalizationFilter(words)),
                            ArabicAnalyzer::getDefaultStopSet)),
            Map.entry("bg", of(BulgarianStemFilter::new, BulgarianAnalyzer::getDefaultStopSet)),
            Map.entry(
                    "bn",
                    of(
                            words -> new BengaliStemFilter(
                                    new BengaliNormalizationFilter(new IndicNormalizationFilter(words))),
                            BengaliAnalyzer::getDefaultStopSet)),
            Map.entry("cs", of(CzechStemFilter::new, CzechAnalyzer::getDefaultStopSet)),
            Map.entry("da", of(words -> new SnowballFilter(words, "Danish"), () -> snowball("danish"))),
            Map.entry(
                    "de",
                    of(
                            words -> new GermanLightStemFilter(new GermanNormalizationFilter(words)),
                            () -> snowball("german"))),
            Map.entry(
                    "el",
                    new Stemming(
                            GreekLowerCaseFilter::new,
                            GreekStemFilter::new,
                            folded(GreekAnalyzer.getDefaultStopSet()))),
            Map.entry(
                    "en",
                    of(words -> new PorterStemFilter(new EnglishPossessiveFilter(words)), () -> snowball("english"))),
            Map.entry("es", of(SpanishLightStemFilter::new, () -> snowball("spanish"))),
            Map.entry(
                    "fa",
                    of(
                            words -> new PersianNormalizationFilter(new ArabicNormalizationFilter(words)),
                            PersianAnalyzer::getDefaultStopSet)),
            Map.entry("fi", of(FinnishLightStemFilter::new, () -> snowball("finnish"))),
            Map.entry(
                    "fr",
                    of(
                            words -> new FrenchLightStemFilter(
                                    new ElisionFilter(words, FrenchAnalyzer.DEFAULT_ARTICLES)),
                            () -> snowball("french"))),
            Map.entry(
                    "hi",
                    of(
                            words -> new HindiStemFilter(
                                    new HindiNormalizationFilter(new IndicNormalizationFilter(words))),
                            HindiAnalyzer::getDefaultStopSet)),
            Map.entry("hu", of(HungarianLightStemFilter::new, () -> snowball("hungarian"))),
            Map.entry(
                    "it",
                    of(
                            words -> new ItalianLightStemFilter(new ElisionFilter(words, ITALIAN_ARTICLES)),
                            () -> snowball("italian"))),
            Map.entry("nb", of(NorwegianLightStemFilter::new, () -> snowball("norwegian"))),
            Map.entry("nl", of(words -> new SnowballFilter(words, "Dutch"), () -> snowball("dutch"))),
            Map.entry("no", of(NorwegianLightStemFilter::new, () -> snowball("norwegian"))),
            Map.entry("pt", of(PortugueseLightStemFilter::new, () -> snowball("portuguese"))),
            Map.entry("ru", of(RussianLightStemFilter::new, () -> snowball("russian"))),
            Map.entry("sv", of(SwedishLightStemFilter::new, () -> snowball("swedish"))),
            Map.entry(
                    "tr",
                    new Stemming(
                            TurkishLowerCaseFilter::new,
                            words -> new SnowballFilter(new ApostropheFilter(words), "Turkish"),
                            Set.of())));

    /**
     * The language that is known of one; empty where none is.
     *
     * @param tag as of BCP 47: its regions and scripts are in it
     */
    static String known(String tag) {
        int end = tag.indexOf('-');
        String language = end < 0 ? tag : tag.substring(0, end);
        return KNOWN.containsKey(language) ? language : "";
    }

    /** @param tag as of BCP 47 */
    static Stemming of(String tag) {
        return KNOWN.getOrDefault(known(tag), SIMPLE);
    }

    private static Stemming of(UnaryOperator<TokenStream> stem, Supplier<CharArraySet> stopWords) {
        return new Stemming(LowerCaseFilter::new, stem, folded(stopWords.get()));
    }

    private static Set<String> folded(CharArraySet words) {
        return words.stream()
                .map(word ->
                        FoldingFilter.folded(word instanceof char[] letters ? new String(letters) : word.toString()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** A list that Lucene brings. */
    private static CharArraySet snowball(String language) {
        try (Reader words = new InputStreamReader(
                SnowballFilter.class.getResourceAsStream(language + "_stop.txt"), StandardCharsets.UTF_8)) {
            return WordlistLoader.getSnowballWordSet(words);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
