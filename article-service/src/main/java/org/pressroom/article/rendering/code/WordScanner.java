package org.pressroom.article.rendering.code;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.pressroom.article.rendering.code.CodeHighlighter.Scanner;

/** Languages that are made of words: keywords, texts in quotes, remarks and numbers. */
final class WordScanner implements Scanner {

    private final Set<String> keywords;
    private final boolean anyCase;
    private final List<String> lineComments;
    private final List<String> blockComment;
    private final String quotes;
    private final List<String> longQuotes;
    private final boolean characters;
    private final String marks;
    private final String variables;
    private final String inWords;
    private final boolean keyed;

    private WordScanner(Builder builder) {
        keywords = builder.keywords;
        anyCase = builder.anyCase;
        lineComments = builder.lineComments;
        blockComment = builder.blockComment;
        quotes = builder.quotes;
        longQuotes = builder.longQuotes;
        characters = builder.characters;
        marks = builder.marks;
        variables = builder.variables;
        inWords = builder.inWords;
        keyed = builder.keyed;
    }

    /** A language with these keywords, and texts in either quotes. */
    static Builder withKeywords(String keywords) {
        return new Builder(keywords);
    }

    static final class Builder {
        private final Set<String> keywords;
        private boolean anyCase;
        private List<String> lineComments = List.of();
        private List<String> blockComment = List.of();
        private String quotes = "\"'";
        private List<String> longQuotes = List.of();
        private boolean characters;
        private String marks = "";
        private String variables = "";
        private String inWords = "";
        private boolean keyed;

        private Builder(String keywords) {
            this.keywords = Set.copyOf(List.of(keywords.strip().split("\\s+")));
        }

        /** In upper case, too. */
        Builder anyCase() {
            anyCase = true;
            return this;
        }

        /** What begins a remark up to the end of the line. */
        Builder lineComments(String... begin) {
            lineComments = List.of(begin);
            return this;
        }

        /** Remarks over many lines. */
        Builder blockComment(String begin, String end) {
            blockComment = List.of(begin, end);
            return this;
        }

        /** What begins and ends a text within a line, and over many lines. */
        Builder quotes(String within, String... over) {
            quotes = within;
            longQuotes = List.of(over);
            return this;
        }

        /** A single quote begins a text of one character; elsewhere it means something else. */
        Builder characters() {
            characters = true;
            return this;
        }

        /** What begins a name of its own kind, such as {@code @Override}. */
        Builder marks(String begin) {
            marks = begin;
            return this;
        }

        /** What begins a variable, such as {@code $HOME}. */
        Builder variables(String begin) {
            variables = begin;
            return this;
        }

        /** What may stand in a word beside letters, digits and {@code _}. */
        Builder inWords(String characters) {
            inWords = characters;
            return this;
        }

        /** What stands before a colon is a key. */
        Builder keyed() {
            keyed = true;
            return this;
        }

        WordScanner build() {
            return new WordScanner(this);
        }
    }

    @Override
    public void scan(Code code) {
        while (!code.isOver()) {
            step(code);
        }
    }

    private void step(Code code) {
        if (isComment(code) || isLongText(code)) {
            return;
        }
        int start = code.at();
        char first = code.peek();
        if (characters && first == '\'') {
            code.skip(characterLength(code));
            code.note(TokenKind.STRING, code.at() > start + 1 ? start : code.at());
        } else if (quotes.indexOf(first) >= 0) {
            text(code, first);
            code.note(isKey(code) ? TokenKind.NAME : TokenKind.STRING, start);
        } else if (isDigit(first) || (first == '.' && isDigit(code.peek(1)))) {
            number(code);
            code.note(TokenKind.NUMBER, start);
        } else if (marks.indexOf(first) >= 0 && isWordStart(code.peek(1))) {
            code.skip(1);
            word(code);
            code.note(TokenKind.NAME, start);
        } else if (variables.indexOf(first) >= 0) {
            variable(code);
            code.note(TokenKind.VARIABLE, start);
        } else if (isWordStart(first)) {
            word(code);
            String word = code.from(start);
            if (keywords.contains(anyCase ? word.toLowerCase(Locale.ROOT) : word)) {
                code.note(TokenKind.KEYWORD, start);
            } else if (isKey(code)) {
                code.note(TokenKind.NAME, start);
            }
        } else {
            code.skip(1);
        }
    }

    private boolean isComment(Code code) {
        int start = code.at();
        if (!blockComment.isEmpty() && code.startsWith(blockComment.get(0))) {
            code.skip(blockComment.get(0).length());
            code.skipBehind(blockComment.get(1));
            code.note(TokenKind.COMMENT, start);
            return true;
        }
        for (String begin : lineComments) {
            // Where it may also stand in a word, as in $# or a#b, it begins a remark behind a space alone.
            if (code.startsWith(begin) && (!begin.equals("#") || start == 0 || code.peek(-1) <= ' ')) {
                code.skipLine();
                code.note(TokenKind.COMMENT, start);
                return true;
            }
        }
        return false;
    }

    private boolean isLongText(Code code) {
        int start = code.at();
        for (String quote : longQuotes) {
            if (code.startsWith(quote)) {
                code.skip(quote.length());
                while (!code.isOver() && !code.startsWith(quote)) {
                    code.skip(code.peek() == '\\' ? 2 : 1);
                }
                code.skip(quote.length());
                code.note(TokenKind.STRING, start);
                return true;
            }
        }
        return false;
    }

    /** Up to the quote that closes it, or the end of the line. */
    private static void text(Code code, char quote) {
        code.skip(1);
        while (!code.isOver() && code.peek() != '\n') {
            char character = code.peek();
            code.skip(character == '\\' && code.peek(1) != '\n' ? 2 : 1);
            if (character == quote) {
                return;
            }
        }
    }

    private static int characterLength(Code code) {
        int close = code.peek(1) == '\\' ? 3 : 2;
        return code.peek(close) == '\'' ? close + 1 : 1;
    }

    private static void number(Code code) {
        char before = ' ';
        while (Character.isLetterOrDigit(code.peek())
                || code.peek() == '_'
                || (code.peek() == '.' && isDigit(code.peek(1)))
                || ((before == 'e' || before == 'E') && code.peek() == '-' && isDigit(code.peek(1)))) {
            before = code.peek();
            code.skip(1);
        }
    }

    private static void variable(Code code) {
        code.skip(1);
        if (code.peek() == '{') {
            while (!code.isOver() && code.peek() != '}' && code.peek() != '\n') {
                code.skip(1);
            }
            code.skip(code.peek() == '}' ? 1 : 0);
        } else if (isWordStart(code.peek())) {
            while (isWordStart(code.peek()) || isDigit(code.peek())) {
                code.skip(1);
            }
        } else if (code.peek() > ' ' && code.peek() != '(' && code.peek() != '"' && code.peek() != '\'') {
            code.skip(1);
        }
    }

    private void word(Code code) {
        while (isWordStart(code.peek()) || isDigit(code.peek()) || isInWord(code.peek())) {
            code.skip(1);
        }
    }

    private boolean isInWord(char character) {
        return character != '\0' && inWords.indexOf(character) >= 0;
    }

    private boolean isKey(Code code) {
        return keyed && code.peek() == ':' && code.peek(1) != ':';
    }

    private static boolean isWordStart(char character) {
        return Character.isLetter(character) || character == '_' || Character.isSurrogate(character);
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }
}
