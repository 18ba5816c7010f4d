package org.pressroom.article.searching;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.pressroom.common.PlainJava;

/**
 * What somebody typed: words, each of which has to be there; in quotation marks a phrase, whose words stand together; behind
 * a hyphen what must not be there; {@code OR} between two of which one is enough. Whatever else stands there is no fault.
 *
 * @param wanted of each of these one
 * @param unwanted none of these
 */
@PlainJava
record SearchText(List<List<Part>> wanted, List<Part> unwanted) {

    private static final String OPENING = "\"\u201c\u201d\u201e\u201f\u00ab\u00bb\u300c\u300e";
    private static final String CLOSING = "\"\u201c\u201d\u201f\u00ab\u00bb\u300d\u300f";
    private static final String HYPHENS = "-\u2212\u2013";
    private static final String EITHER = "OR";

    /**
     * A word or a phrase.
     *
     * @param isPhrase whether it stood in quotation marks
     */
    record Part(String text, boolean isPhrase) {

        @Override
        public String toString() {
            return isPhrase ? '"' + text + '"' : text;
        }
    }

    static SearchText parse(String typed) {
        return new Parser(typed).parse();
    }

    /** As it would be typed. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        wanted.forEach(either ->
                parts.add(either.stream().map(Part::toString).collect(Collectors.joining(" " + EITHER + " "))));
        unwanted.forEach(part -> parts.add("-" + part));
        return String.join(" ", parts);
    }

    private static final class Parser {

        private final String typed;
        private final List<List<Part>> wanted = new ArrayList<>();
        private final List<Part> unwanted = new ArrayList<>();
        private int at;
        private boolean either;

        Parser(String typed) {
            this.typed = typed;
        }

        SearchText parse() {
            while (skipSpaces()) {
                boolean excluded = isHyphenBeforeSomething();
                if (excluded) {
                    at++;
                }
                add(isOneOf(OPENING) ? phrase() : word(), excluded);
            }
            return new SearchText(wanted, unwanted);
        }

        private boolean skipSpaces() {
            while (at < typed.length() && isSpace(typed.charAt(at))) {
                at++;
            }
            return at < typed.length();
        }

        private static boolean isSpace(char letter) {
            return Character.isWhitespace(letter) || Character.isSpaceChar(letter);
        }

        private boolean isHyphenBeforeSomething() {
            return isOneOf(HYPHENS) && at + 1 < typed.length() && !isSpace(typed.charAt(at + 1));
        }

        private boolean isOneOf(String letters) {
            return letters.indexOf(typed.charAt(at)) >= 0;
        }

        private Part phrase() {
            int start = ++at;
            while (at < typed.length() && !isOneOf(CLOSING)) {
                at++;
            }
            String text = typed.substring(start, at);
            at = Math.min(at + 1, typed.length());
            return new Part(text, true);
        }

        private Part word() {
            int start = at;
            while (at < typed.length() && !isSpace(typed.charAt(at)) && (at == start || !isOneOf(OPENING))) {
                at++;
            }
            return new Part(typed.substring(start, at), false);
        }

        private void add(Part part, boolean excluded) {
            if (excluded) {
                unwanted.add(part);
            } else if (part.equals(new Part(EITHER, false)) && !wanted.isEmpty()) {
                either = true;
                return;
            } else if (either) {
                wanted.get(wanted.size() - 1).add(part);
            } else {
                wanted.add(new ArrayList<>(List.of(part)));
            }
            either = false;
        }
    }
}
