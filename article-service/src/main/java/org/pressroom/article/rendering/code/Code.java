package org.pressroom.article.rendering.code;

import java.util.ArrayList;
import java.util.List;

/** Code that is read from its beginning to its end, and what was found in it. Counts its steps. */
final class Code {

    private static final char END = '\0';

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private long steps;

    Code(String text) {
        this.text = text;
    }

    boolean isOver() {
        return at >= text.length();
    }

    int at() {
        return at;
    }

    /** The character so many places on; none beyond the end. */
    char peek(int ahead) {
        steps++;
        return at + ahead < text.length() && at + ahead >= 0 ? text.charAt(at + ahead) : END;
    }

    char peek() {
        return peek(0);
    }

    void skip(int characters) {
        at = Math.min(text.length(), at + characters);
    }

    boolean startsWith(String beginning) {
        steps += beginning.length();
        return text.startsWith(beginning, at);
    }

    /** Goes to the end of the line, before what ends it. */
    void skipLine() {
        int end = text.indexOf('\n', at);
        steps += (end < 0 ? text.length() : end) - at;
        at = end < 0 ? text.length() : end;
    }

    /** Goes behind the next of these; to the end where there is none. */
    void skipBehind(String closing) {
        int end = text.indexOf(closing, at);
        steps += (end < 0 ? text.length() : end) - at;
        at = end < 0 ? text.length() : end + closing.length();
    }

    /** Has what stands before the next of these read as another language. */
    void within(String closing, CodeHighlighter.Scanner language) {
        int end = text.indexOf(closing, at);
        Code content = new Code(text.substring(at, end < 0 ? text.length() : end));
        language.scan(content);
        for (Token token : content.tokens) {
            tokens.add(new Token(token.kind(), token.from() + at, token.to() + at));
        }
        steps += content.steps + content.text.length();
        at += content.text.length();
    }

    String from(int start) {
        return text.substring(start, at);
    }

    /** Notes what stands between there and here; what is of one kind and touches is one. */
    void note(TokenKind kind, int start) {
        if (start >= at) {
            return;
        }
        Token last = tokens.isEmpty() ? null : tokens.get(tokens.size() - 1);
        if (last != null && last.kind() == kind && last.to() == start) {
            tokens.set(tokens.size() - 1, new Token(kind, last.from(), at));
        } else {
            tokens.add(new Token(kind, start, at));
        }
    }

    List<Token> tokens() {
        return List.copyOf(tokens);
    }

    long steps() {
        return steps;
    }
}
