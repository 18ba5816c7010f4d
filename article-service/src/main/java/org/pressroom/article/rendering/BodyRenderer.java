package org.pressroom.article.rendering;

import com.ibm.icu.text.BreakIterator;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.pressroom.common.markup.BodyTooComplex;
import org.pressroom.common.markup.CharacterReferences;
import org.pressroom.common.text.Shown;

/**
 * Turns the body of an article, in Markdown or HTML, into HTML that is safe to show as it is. Takes up to a second of
 * computing for the most awkward body that is allowed, so it belongs on a thread that may be busy.
 */
public final class BodyRenderer {

    /** The largest HTML that comes out, in bytes of UTF-8 as a JSON string: an answer with it stays below 1 MB. */
    public static final int MAX_HTML_BYTES = 900_000;

    private static final int WORDS_A_MINUTE = 220;

    /** Scripts without spaces are counted by letters. */
    private static final int LETTERS_A_MINUTE = 500;

    private static final int DESCRIPTION_LENGTH = 160;

    private static final String SPACES = " \t\n\u000B\f\r";

    /** Below it there is no letter of a script without spaces. */
    private static final int FIRST_ALONE = 0x0E00;

    private static final Pattern EMPTY_COMMENT = Pattern.compile("<!--+>");
    private static final Pattern COMMENT_END = Pattern.compile("--!>");

    private BodyRenderer() {}

    /**
     * Sets a body in Markdown: CommonMark with tables, strikethrough, highlights, tasks, footnotes, captions and bare
     * links. HTML in it is kept as far as it is allowed.
     *
     * @param pictures those of the library that it may show
     * @throws BodyTooComplex for what would cost too much to set
     */
    public static RenderedBody markdown(String body, Map<UUID, LibraryPicture> pictures) {
        return html(Markdown.toHtml(body), pictures);
    }

    /** The same for a body that shows no picture of the library. */
    public static RenderedBody markdown(String body) {
        return markdown(body, Map.of());
    }

    /**
     * Sets a body in HTML: what is not allowed is taken out.
     *
     * @param pictures those of the library that it may show
     * @throws BodyTooComplex if what comes out is over {@link #MAX_HTML_BYTES}
     */
    public static RenderedBody html(String body, Map<UUID, LibraryPicture> pictures) {
        return set(body, pictures).rendered();
    }

    /**
     * Sets a body in Markdown as {@link #markdown} does, and counts its words.
     *
     * @throws BodyTooComplex for what would cost too much to set
     */
    public static MeasuredBody measuredMarkdown(String body, Map<UUID, LibraryPicture> pictures) {
        return measuredHtml(Markdown.toHtml(body), pictures);
    }

    /**
     * Sets a body in HTML as {@link #html} does, and counts its words.
     *
     * @throws BodyTooComplex if what comes out is over {@link #MAX_HTML_BYTES}
     */
    public static MeasuredBody measuredHtml(String body, Map<UUID, LibraryPicture> pictures) {
        Setting setting = set(body, pictures);
        return new MeasuredBody(setting.rendered(), words(setting.text()));
    }

    private record Setting(RenderedBody rendered, String text) {}

    private static Setting set(String body, Map<UUID, LibraryPicture> pictures) {
        if (body.length() > MAX_HTML_BYTES) {
            throw tooLong();
        }
        BodyTree tree = BodyTree.of(ArticleHtml.sanitise(endComments(CharacterReferences.mendHtml(body))));
        long bytes = Room.bytes(tree.html());
        if (bytes > MAX_HTML_BYTES) {
            throw tooLong();
        }
        String text = tree.text();
        boolean showsSomething = tree.hasMoreThanWords() || !Shown.isBlank(text);
        tree.furnish(pictures, new Room(MAX_HTML_BYTES - bytes));
        return new Setting(new RenderedBody(tree.html(), shorten(text), minutes(text), showsSomething), text);
    }

    /** The same for a body that shows no picture of the library. */
    public static RenderedBody html(String body) {
        return html(body, Map.of());
    }

    /**
     * Comments end as HTML says, which the sanitiser reads otherwise: {@code <!-->} is a whole one, {@code --!>} ends one,
     * and what nothing ends is none, but text.
     */
    private static String endComments(String html) {
        if (!html.contains("<!--") && !html.contains("--!>")) {
            return html;
        }
        String ended =
                COMMENT_END.matcher(EMPTY_COMMENT.matcher(html).replaceAll("")).replaceAll("-->");
        int last = ended.lastIndexOf("<!--");
        return last < 0 || ended.indexOf("-->", last) > 0
                ? ended
                : ended.substring(0, last) + "&lt;" + ended.substring(last + 1);
    }

    private static BodyTooComplex tooLong() {
        return new BodyTooComplex("is too long when it is turned into HTML");
    }

    /** As {@code Intl.Segmenter} of browsers tells words apart: both follow UAX #29, with dictionaries of ICU. */
    private static int words(String text) {
        BreakIterator words = BreakIterator.getWordInstance(Locale.ROOT);
        words.setText(text);
        int count = 0;
        while (words.next() != BreakIterator.DONE) {
            if (words.getRuleStatus() >= BreakIterator.WORD_NONE_LIMIT) {
                count++;
            }
        }
        return count;
    }

    private static int minutes(String text) {
        long letters = 0;
        long words = 0;
        boolean within = false;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int point = text.codePointAt(i);
            if (SPACES.indexOf(point) >= 0) {
                within = false;
            } else if (standsAlone(point)) {
                letters++;
            } else if (!within) {
                within = true;
                words++;
            }
        }
        return (int) Math.max(
                1, Math.round(Math.ceil(words / (double) WORDS_A_MINUTE + letters / (double) LETTERS_A_MINUTE)));
    }

    /** Whether a letter is of a script without spaces. */
    static boolean standsAlone(int point) {
        return point >= FIRST_ALONE && isOfScriptWithoutSpaces(point);
    }

    private static boolean isOfScriptWithoutSpaces(int point) {
        return switch (Character.UnicodeScript.of(point)) {
            case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> true;
            default -> false;
        };
    }

    private static String shorten(String text) {
        if (text.codePointCount(0, text.length()) <= DESCRIPTION_LENGTH) {
            return text;
        }
        // Between what readers take for characters: not within a flag, or before the accent of a letter.
        BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        characters.setText(text.substring(0, text.offsetByCodePoints(0, DESCRIPTION_LENGTH)));
        int end = characters.preceding(text.offsetByCodePoints(0, DESCRIPTION_LENGTH - 1) + 1);
        int cut = text.lastIndexOf(' ', end);
        return text.substring(0, cut > end / 2 ? cut : end).strip() + "…";
    }
}
