package org.pressroom.article.rendering;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.Evaluator;
import org.jsoup.select.QueryParser;
import org.pressroom.article.rendering.code.CodeHighlighter;
import org.pressroom.article.rendering.code.Token;

/** Highlights blocks of code that say their language, and has them say it to readers. */
final class CodeBlocks {

    private static final Evaluator CODE = QueryParser.parse("pre > code[class^=language-]:only-child");
    private static final String LANGUAGE = "language-";

    /** In an article: browsers lay out each by itself. */
    private static final int MOST_TOKENS = 20_000;

    private CodeBlocks() {}

    static void highlight(Document document, Room room) {
        int left = MOST_TOKENS;
        for (Element code : document.select(CODE)) {
            String name = code.className().substring(LANGUAGE.length());
            Optional<CodeHighlighter> highlighter = CodeHighlighter.of(name);
            name(
                    Objects.requireNonNull(code.parent()),
                    highlighter.map(CodeHighlighter::languageName).orElse(name),
                    room);
            if (highlighter.isPresent() && code.childrenSize() == 0) {
                String text = code.wholeText();
                List<Token> tokens = highlighter.get().tokens(text);
                if (tokens.size() <= left && room.take(bytes(tokens))) {
                    left -= tokens.size();
                    mark(code, text, tokens);
                }
            }
        }
    }

    private static void name(Element block, String language, Room room) {
        if (room.take(Room.bytes(" role=\"group\" aria-label=\"" + language + "\""))) {
            block.attr("role", "group").attr("aria-label", language);
        }
    }

    private static long bytes(List<Token> tokens) {
        return tokens.stream()
                .mapToLong(token -> Room.bytes(span(token).outerHtml()))
                .sum();
    }

    private static Element span(Token token) {
        return new Element("span").addClass(token.kind().cssClass());
    }

    private static void mark(Element code, String text, List<Token> tokens) {
        code.empty();
        int done = 0;
        for (Token token : tokens) {
            if (token.from() > done) {
                code.appendChild(new TextNode(text.substring(done, token.from())));
            }
            code.appendChild(span(token).appendChild(new TextNode(text.substring(token.from(), token.to()))));
            done = token.to();
        }
        if (done < text.length()) {
            code.appendChild(new TextNode(text.substring(done)));
        }
    }
}
