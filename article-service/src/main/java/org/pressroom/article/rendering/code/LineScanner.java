package org.pressroom.article.rendering.code;

import java.util.List;
import java.util.Optional;
import org.pressroom.article.rendering.code.CodeHighlighter.Scanner;

/**
 * Languages whose lines say by their beginnings what they are, such as those of a difference.
 *
 * @param rules the first that fits counts
 */
record LineScanner(List<Rule> rules) implements Scanner {

    /** Lines that begin so are of that kind. */
    record Rule(String beginning, TokenKind kind) {}

    static final LineScanner DIFFERENCE = new LineScanner(List.of(
            new Rule("+++", TokenKind.NAME),
            new Rule("---", TokenKind.NAME),
            new Rule("diff ", TokenKind.NAME),
            new Rule("index ", TokenKind.COMMENT),
            new Rule("@@", TokenKind.NUMBER),
            new Rule("+", TokenKind.INSERTED),
            new Rule(">", TokenKind.INSERTED),
            new Rule("-", TokenKind.DELETED),
            new Rule("<", TokenKind.DELETED)));

    @Override
    public void scan(Code code) {
        while (!code.isOver()) {
            int start = code.at();
            Optional<Rule> rule = rules.stream()
                    .filter(each -> code.startsWith(each.beginning()))
                    .findFirst();
            code.skipLine();
            rule.ifPresent(found -> code.note(found.kind(), start));
            code.skip(1);
        }
    }
}
