package org.pressroom.common.markup;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import org.commonmark.internal.InlineParserImpl;
import org.commonmark.node.Node;
import org.commonmark.parser.InlineParserContext;
import org.commonmark.parser.SourceLine;
import org.commonmark.parser.SourceLines;
import org.commonmark.text.Characters;
import org.jspecify.annotations.Nullable;

/**
 * Parses inlines with what people mean by {@code *}, {@code _} and {@code ~} where CommonMark's rules, which were made for
 * texts with spaces, take them for something else:
 *
 * <ul>
 *   <li>inside of an address that stands bare, as in {@code /__init__.py}, they are part of it;
 *   <li>beside letters and punctuation of scripts that put no space between words, as in {@code これは**「重要」**です},
 *       punctuation says nothing of which way a delimiter faces. The rule is that of
 *       <a href="https://github.com/tats-u/markdown-cjk-friendly">markdown-cjk-friendly</a>.
 * </ul>
 */
final class MeantDelimiters extends InlineParserImpl {

    private static final String DELIMITERS = "*_~";

    /** In one paragraph, runs of delimiters: with links between them they cost more than the square of their number. */
    private static final int MOST = 5_000;

    private static final char LETTER = 'a';
    private static final char PUNCTUATION = '\u3001';

    private final BareLinks links;

    MeantDelimiters(InlineParserContext context, BareLinks links) {
        super(context);
        this.links = links;
    }

    @Override
    public void parse(SourceLines lines, Node block) {
        String text = lines.getContent();
        Meant meant = new Meant(text);
        int delimiters = delimiters(text);
        if (delimiters > MOST) {
            throw new BodyTooComplex("stresses too much in one paragraph");
        } else if (delimiters > 0) {
            keepAddresses(text, meant);
            turnBesideSpacelessScripts(text, meant);
        }
        super.parse(meant.read == null ? lines : SourceLines.of(SourceLine.of(meant, null)), block);
    }

    private static int delimiters(String text) {
        int runs = 0;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (isDelimiter(character)
                    && (i == 0 || text.charAt(i - 1) != character)
                    && (character != '_' || !isWithinWord(text, i))) {
                runs++;
            }
        }
        return runs;
    }

    /** There it stresses nothing. */
    private static boolean isWithinWord(String text, int place) {
        return place > 0
                && place + 1 < text.length()
                && Character.isLetterOrDigit(text.charAt(place - 1))
                && Character.isLetterOrDigit(text.charAt(place + 1));
    }

    private void keepAddresses(String text, Meant meant) {
        int line = 0;
        while (line < text.length()) {
            int end = text.indexOf('\n', line);
            end = end < 0 ? text.length() : end;
            int start = line;
            for (BareLinks.Address address : links.addresses(text.substring(start, end))) {
                keepAddress(text, start + address.from(), start + address.to(), meant);
            }
            line = end + 1;
        }
    }

    private static void keepAddress(String text, int from, int to, Meant meant) {
        int end = to;
        while (end > from && isDelimiter(text.charAt(end - 1))) {
            end--;
        }
        int closed = closing(text, from, end, to);
        for (int i = from; i < closed; i++) {
            if (isDelimiter(text.charAt(i)) && text.charAt(i - 1) != '\\') {
                meant.readAs(i, LETTER);
            }
        }
    }

    /** Where what opened directly before an address is closed; the address' end where it is not closed inside. */
    private static int closing(String text, int from, int end, int to) {
        int opened = from;
        while (opened > 0 && isDelimiter(text.charAt(from - 1)) && text.charAt(opened - 1) == text.charAt(from - 1)) {
            opened--;
        }
        char delimiter = text.charAt(opened);
        if (opened == from || (delimiter == '_' && text.substring(end, to).indexOf(delimiter) >= 0)) {
            return end;
        }
        int i = from;
        while (i < end) {
            int run = runOf(text, i, delimiter);
            if (run == from - opened
                    && (delimiter != '_' || i + run == end || !Character.isLetterOrDigit(text.charAt(i + run)))) {
                return i;
            }
            i += Math.max(run, 1);
        }
        return end;
    }

    private static boolean isDelimiter(char character) {
        return DELIMITERS.indexOf(character) >= 0;
    }

    private static int runOf(String text, int from, char delimiter) {
        int i = from;
        while (i < text.length() && text.charAt(i) == delimiter) {
            i++;
        }
        return i - from;
    }

    private static void turnBesideSpacelessScripts(String text, Meant meant) {
        int i = 0;
        while (i < text.length()) {
            char character = text.charAt(i);
            int run = character == '*' || character == '~' ? runOf(text, i, character) : 0;
            if (run > 0 && i > 0 && i + run < text.length() && meant.charAt(i) == character) {
                turn(text, i, i + run, meant);
            }
            i += Math.max(run, 1);
        }
    }

    private static void turn(String text, int from, int to, Meant meant) {
        int before = text.codePointBefore(from);
        int after = text.codePointAt(to);
        boolean closesPhrase = Characters.isPunctuationCodePoint(before);
        if (Characters.isWhitespaceCodePoint(before)
                || Characters.isWhitespaceCodePoint(after)
                || closesPhrase == Characters.isPunctuationCodePoint(after)) {
            return;
        }
        int letter = closesPhrase ? to : from - 1;
        if (isOfSpacelessScript(closesPhrase ? before : after)) {
            meant.readAs(closesPhrase ? from - 1 : to, LETTER);
        } else if (isOfSpacelessScript(closesPhrase ? after : before) && !standsBetweenDelimiters(text, letter)) {
            meant.readAs(letter, PUNCTUATION);
        }
    }

    private static boolean isOfSpacelessScript(int point) {
        int width = UCharacter.getIntPropertyValue(point, UProperty.EAST_ASIAN_WIDTH);
        boolean isWide = width == UCharacter.EastAsianWidth.WIDE
                || width == UCharacter.EastAsianWidth.FULLWIDTH
                || width == UCharacter.EastAsianWidth.HALFWIDTH;
        return LinkBounds.isSpaceless(point)
                || (isWide && !UCharacter.hasBinaryProperty(point, UProperty.EMOJI_PRESENTATION));
    }

    /** What it is read as counts on both sides. */
    private static boolean standsBetweenDelimiters(String text, int place) {
        return place > 0
                && place + 1 < text.length()
                && isDelimiter(text.charAt(place - 1))
                && isDelimiter(text.charAt(place + 1));
    }

    /** Whoever looks at single characters sees what they are meant as; what is cut out is as it was typed. */
    private static final class Meant implements CharSequence {

        private final String typed;
        private char @Nullable [] read;

        Meant(String typed) {
            this.typed = typed;
        }

        void readAs(int index, char meant) {
            if (read == null) {
                read = typed.toCharArray();
            }
            read[index] = meant;
        }

        @Override
        public int length() {
            return typed.length();
        }

        @Override
        public char charAt(int index) {
            return read == null ? typed.charAt(index) : read[index];
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return typed.substring(start, end);
        }

        @Override
        public String toString() {
            return typed;
        }
    }
}
