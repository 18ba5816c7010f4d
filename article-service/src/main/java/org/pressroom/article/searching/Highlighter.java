package org.pressroom.article.searching;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pressroom.article.searching.analysis.TextAnalysis;
import org.pressroom.article.searching.analysis.Word;
import org.springframework.web.util.HtmlUtils;

/** Marks in texts what was searched for, as HTML that is safe whatever the texts are. */
final class Highlighter {

    /** In characters. */
    private static final int PASSAGE = 200;

    /** What stands before the first word that is marked, so that it is read in its sentence. */
    private static final int LEAD = 50;

    /** So far a passage is moved so as not to begin or end within a word. */
    private static final int TO_A_SPACE = 25;

    private static final String MORE = "\u2026";

    private final Set<String> terms;

    /** @param terms by which something is found */
    Highlighter(Set<String> terms) {
        this.terms = terms;
    }

    private record Span(int start, int end, String term) {}

    /** The whole text. */
    String whole(String text, String language) {
        return marked(text, spans(text, language), 0, text.length());
    }

    /** The passage of a text that has most of it; null where it has nothing. */
    @Nullable
    String passage(String text, String language) {
        List<Span> spans = spans(text, language);
        if (spans.isEmpty()) {
            return null;
        }
        int best = best(spans);
        int start = start(text, spans.get(best).start());
        int end = end(text, Math.min(text.length(), start + PASSAGE));
        return (start > 0 ? MORE : "") + marked(text, spans, start, end) + (end < text.length() ? MORE : "");
    }

    private List<Span> spans(String text, String language) {
        List<Span> spans = new ArrayList<>();
        for (Word word : TextAnalysis.ofText(text, language)) {
            if (terms.contains(Lexemes.word(word.term()))) {
                spans.add(new Span(word.start(), word.end(), word.term()));
            }
        }
        return spans;
    }

    /** From which on a passage has the most different ones, and of such the first. */
    private static int best(List<Span> spans) {
        int best = 0;
        int most = 0;
        for (int i = 0; i < spans.size(); i++) {
            int end = spans.get(i).start() + PASSAGE - LEAD;
            int different = spans.subList(i, spans.size()).stream()
                    .takeWhile(span -> span.end() <= end)
                    .map(Span::term)
                    .collect(Collectors.toSet())
                    .size();
            if (different > most) {
                best = i;
                most = different;
            }
        }
        return best;
    }

    private static int start(String text, int first) {
        int wish = Math.max(0, first - LEAD);
        if (wish == 0) {
            return 0;
        }
        int space = text.indexOf(' ', wish);
        int start = space >= 0 && space < Math.min(first, wish + TO_A_SPACE) ? space + 1 : wish;
        return Character.isLowSurrogate(text.charAt(start)) ? start - 1 : start;
    }

    private static int end(String text, int wish) {
        if (wish >= text.length()) {
            return text.length();
        }
        int space = text.lastIndexOf(' ', wish);
        int end = space > wish - TO_A_SPACE ? space : wish;
        return Character.isLowSurrogate(text.charAt(end)) ? end - 1 : end;
    }

    /** What overlaps is one mark. */
    private static String marked(String text, List<Span> spans, int start, int end) {
        StringBuilder html = new StringBuilder();
        int at = start;
        for (int i = 0; i < spans.size(); i++) {
            int from = Math.max(at, spans.get(i).start());
            int to = spans.get(i).end();
            while (i + 1 < spans.size() && spans.get(i + 1).start() <= to) {
                to = Math.max(to, spans.get(++i).end());
            }
            to = Math.min(to, end);
            if (from < to) {
                html.append(escaped(text.substring(at, from)))
                        .append("<mark>")
                        .append(escaped(text.substring(from, to)))
                        .append("</mark>");
                at = to;
            }
        }
        return html.append(escaped(text.substring(Math.min(at, end), end))).toString();
    }

    private static String escaped(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }
}
