package org.pressroom.article.rendering.code;

import org.pressroom.article.rendering.code.CodeHighlighter.Scanner;

/** Markdown as it is typed: headings, quotes, lists, code, and what is stressed. */
final class ProseScanner implements Scanner {

    private static final String FENCE = "```";

    @Override
    public void scan(Code code) {
        while (!code.isOver()) {
            int start = code.at();
            if (code.startsWith(FENCE)) {
                code.skip(FENCE.length());
                code.skipBehind("\n" + FENCE);
                code.note(TokenKind.STRING, start);
            } else if (code.peek() == '#') {
                code.skipLine();
                code.note(TokenKind.KEYWORD, start);
            } else if (code.peek() == '>') {
                code.skipLine();
                code.note(TokenKind.COMMENT, start);
            } else {
                line(code);
            }
            code.skip(1);
        }
    }

    private static void line(Code code) {
        while (code.peek() == ' ') {
            code.skip(1);
        }
        int bullet = code.at();
        if ("-*+".indexOf(code.peek()) >= 0 && code.peek(1) == ' ') {
            code.skip(1);
            code.note(TokenKind.NUMBER, bullet);
        }
        while (!code.isOver() && code.peek() != '\n') {
            int start = code.at();
            char character = code.peek();
            switch (character) {
                case '`' -> {
                    within(code, '`');
                    code.note(TokenKind.STRING, start);
                }
                case '(' -> {
                    boolean isTarget = code.peek(-1) == ']';
                    if (isTarget) {
                        within(code, ')');
                        code.note(TokenKind.VARIABLE, start);
                    } else {
                        code.skip(1);
                    }
                }
                case '*', '_' -> {
                    code.skip(1);
                    code.note(TokenKind.NAME, start);
                }
                default -> code.skip(1);
            }
        }
    }

    /** Goes behind the closing character, or to the end of the line. */
    private static void within(Code code, char closing) {
        code.skip(1);
        while (!code.isOver() && code.peek() != '\n' && code.peek() != closing) {
            code.skip(1);
        }
        code.skip(code.peek() == closing ? 1 : 0);
    }
}
