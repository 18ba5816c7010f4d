package org.pressroom.article.rendering.code;

import java.util.Locale;
import java.util.Map;
import org.pressroom.article.rendering.code.CodeHighlighter.Scanner;

/**
 * HTML and XML.
 *
 * @param embedded how the content of some elements is written, by their names
 */
record MarkupScanner(Map<String, Scanner> embedded) implements Scanner {

    @Override
    public void scan(Code code) {
        while (!code.isOver()) {
            int start = code.at();
            if (code.startsWith("<!--")) {
                code.skipBehind("-->");
                code.note(TokenKind.COMMENT, start);
            } else if (code.startsWith("<![CDATA[")) {
                code.skipBehind("]]>");
                code.note(TokenKind.STRING, start);
            } else if (code.peek() == '<' && (isName(code.peek(1)) || "/!?".indexOf(code.peek(1)) >= 0)) {
                tag(code);
            } else if (code.peek() == '&') {
                reference(code);
            } else {
                code.skip(1);
            }
        }
    }

    private void tag(Code code) {
        int start = code.at();
        code.skip(isName(code.peek(1)) ? 1 : 2);
        int name = code.at();
        while (isName(code.peek())) {
            code.skip(1);
        }
        String element = code.from(name);
        Scanner content = name == start + 1 ? embedded.get(element.toLowerCase(Locale.ROOT)) : null;
        code.note(TokenKind.TAG, start);
        attributes(code);
        if (content != null && !code.isOver()) {
            code.within("</" + element, content);
        }
    }

    /** Up to the end of the tag, and that. */
    private static void attributes(Code code) {
        while (!code.isOver()) {
            int start = code.at();
            char character = code.peek();
            if (character == '>') {
                code.skip(1);
                code.note(TokenKind.TAG, start);
                return;
            } else if (character == '<') {
                return;
            } else if (character == '"' || character == '\'') {
                code.skip(1);
                code.skipBehind(String.valueOf(character));
                code.note(TokenKind.STRING, start);
            } else if (isName(character)) {
                while (isName(code.peek())) {
                    code.skip(1);
                }
                code.note(TokenKind.NAME, start);
            } else {
                code.skip(1);
                if (character == '/' || character == '?') {
                    code.note(TokenKind.TAG, start);
                }
            }
        }
    }

    private static void reference(Code code) {
        int start = code.at();
        code.skip(1);
        while (Character.isLetterOrDigit(code.peek()) || code.peek() == '#') {
            code.skip(1);
        }
        if (code.peek() == ';') {
            code.skip(1);
            code.note(TokenKind.NUMBER, start);
        }
    }

    private static boolean isName(char character) {
        return Character.isLetterOrDigit(character) || "-_:.".indexOf(character) >= 0 || character == '@';
    }
}
