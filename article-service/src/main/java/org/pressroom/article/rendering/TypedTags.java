package org.pressroom.article.rendering;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.internal.ParagraphParser;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.parser.block.BlockStart;
import org.commonmark.parser.block.MatchedBlockParser;
import org.commonmark.parser.block.ParserState;
import org.jspecify.annotations.Nullable;

/**
 * Markdown lets HTML through, and takes for a tag what only looks like one: {@code List<String>}, {@code <your-name>}. What
 * no element of HTML is named like is text, and so is what would swallow all that follows it, such as a {@code <title>}
 * that nothing closes, and what shows nothing but a comment, such as {@code <?php … ?>}.
 */
final class TypedTags {

    private static final Set<String> ELEMENTS = Set.copyOf(List.of("""
            a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big blink blockquote
            body br button canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div
            dl dt em embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header
            hgroup hr html i iframe img input ins isindex kbd keygen label legend li link listing main map mark marquee
            math menu menuitem meta meter multicol nav nextid nobr noembed noframes noscript object ol optgroup option
            output p param picture plaintext pre progress q rb rp rt rtc ruby s samp script search section select
            selectedcontent slot small source spacer span strike strong style sub summary sup svg table tbody td template
            textarea tfoot th thead time title tr track tt u ul var video wbr xmp
            """.strip().split("\\s+")));

    /** In these other names mean something. */
    private static final Set<String> FOREIGN = Set.of("svg", "math");

    /** All that follows is theirs, up to the end of the text where nothing closes them. */
    private static final Set<String> SWALLOWING =
            Set.of("iframe", "noembed", "noframes", "plaintext", "script", "style", "textarea", "title", "xmp");

    private static final int LONGEST_WORDS = 200;

    /** From here on a line is code. */
    private static final int CODE_INDENT = 4;

    private static final Pattern TAG =
            Pattern.compile("<(?:(?<comment>!--)|[?!]|(?<slash>/?)(?<name>[A-Za-z][A-Za-z0-9:-]*+))");

    private TypedTags() {}

    /** Where a line begins with such a tag, text begins, not a block of HTML. */
    static void extend(Parser.Builder parser) {
        parser.customBlockParserFactory(TypedTags::start);
    }

    private static @Nullable BlockStart start(ParserState state, MatchedBlockParser matched) {
        int index = state.getNextNonSpaceIndex();
        CharSequence line = state.getLine().getContent();
        if (state.getIndent() >= CODE_INDENT
                || index >= line.length()
                || line.charAt(index) != '<'
                || state.getActiveBlockParser().canHaveLazyContinuationLines()) {
            return BlockStart.none();
        }
        Matcher tag = TAG.matcher(line).region(index, line.length());
        return tag.lookingAt() && isNamed(tag) && !ELEMENTS.contains(name(tag))
                ? BlockStart.of(new ParagraphParser()).atIndex(index)
                : BlockStart.none();
    }

    private static boolean isNamed(Matcher tag) {
        return tag.group("name") != null;
    }

    private static String name(Matcher tag) {
        return tag.group("name").toLowerCase(Locale.ROOT);
    }

    private static boolean opens(Matcher tag) {
        return tag.group("slash").isEmpty();
    }

    static void showAsText(Node document) {
        Closed closed = new Closed();
        document.accept(closed);
        document.accept(new Showing(closed.last));
    }

    /** Walks through all HTML, and counts the characters of it that lie behind. */
    private abstract static class Walk extends AbstractVisitor {
        int before;

        @Override
        public final void visit(HtmlBlock html) {
            int length = html.getLiteral().length();
            read(html);
            before += length;
        }

        @Override
        public final void visit(HtmlInline html) {
            read(html);
            before += html.getLiteral().length();
        }

        abstract void read(HtmlBlock html);

        abstract void read(HtmlInline html);
    }

    /** Where each element is closed last. */
    private static final class Closed extends Walk {
        private final Map<String, Integer> last = new HashMap<>();

        @Override
        void read(HtmlBlock html) {
            read(html.getLiteral());
        }

        @Override
        void read(HtmlInline html) {
            read(html.getLiteral());
        }

        private void read(String literal) {
            Matcher tag = TAG.matcher(literal);
            while (tag.find()) {
                if (isNamed(tag) && !opens(tag)) {
                    last.put(name(tag), before + tag.start());
                }
            }
        }
    }

    private static final class Showing extends Walk {
        private final Map<String, Integer> closed;
        private @Nullable String foreign;

        Showing(Map<String, Integer> closed) {
            this.closed = closed;
        }

        @Override
        void read(HtmlInline html) {
            String literal = html.getLiteral();
            Matcher tag = TAG.matcher(literal);
            if (tag.lookingAt() && isText(tag, literal, literal.length())) {
                html.insertBefore(new Text(literal));
                html.unlink();
            }
        }

        @Override
        void read(HtmlBlock html) {
            String literal = html.getLiteral();
            int lastComment = literal.lastIndexOf("-->");
            StringBuilder shown = new StringBuilder(literal.length());
            int read = 0;
            Matcher tag = TAG.matcher(literal);
            while (tag.find()) {
                if (isText(tag, literal, lastComment)) {
                    shown.append(literal, /* start= */ read, /* end= */ tag.start())
                            .append("&lt;");
                    read = tag.start() + 1;
                }
            }
            if (read > 0) {
                html.setLiteral(shown.append(literal, read, literal.length()).toString());
            }
        }

        /** With the place where the last comment ends, so that each is not looked for anew. */
        private boolean isText(Matcher tag, String literal, int lastComment) {
            if (tag.group("comment") != null) {
                return lastComment < tag.start() + 2;
            } else if (!isNamed(tag)) {
                return true;
            }
            String name = name(tag);
            if (foreign != null) {
                foreign = !opens(tag) && name.equals(foreign) ? null : foreign;
                return false;
            } else if (opens(tag) && FOREIGN.contains(name) && !closesItself(tag, literal)) {
                foreign = name;
            }
            return !ELEMENTS.contains(name)
                    || (opens(tag)
                            && (SWALLOWING.contains(name) || isWordInALine(tag, literal, name))
                            && closed.getOrDefault(name, -1) < before + tag.start());
        }

        /** Such as {@code List<a>}, or {@code b and c} in {@code a<b and c>d}: an element in a line that has no values. */
        private static boolean isWordInALine(Matcher tag, String literal, String name) {
            return tag.start() == 0
                    && literal.length() <= LONGEST_WORDS
                    && literal.indexOf('=') < 0
                    && !literal.endsWith("/>")
                    && !CostLimit.WITHOUT_END.contains(name);
        }

        private static boolean closesItself(Matcher tag, String literal) {
            int end = literal.indexOf('>', tag.end());
            return end > 0 && literal.charAt(end - 1) == '/';
        }
    }
}
