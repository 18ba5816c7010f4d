package org.pressroom.common.markup;

import java.util.EnumSet;
import java.util.Set;

/**
 * Divides a text into pieces that no bare link goes over. What ASCII alone tells, such as that a link ends at a space, at
 * a closing bracket that was not opened inside and before a full stop at its end, is left to who looks for links in the
 * pieces. A reader would end a link
 *
 * <ul>
 *   <li>at the punctuation and the spaces of any script, but for what stands inside words, as in {@code L’Humanité};
 *   <li>at a symbol or an emoji, unless a part of the address begins with it, as in {@code /🎉}, or it stands inside a
 *       name, as in {@code SPY×FAMILY};
 *   <li>at a comma or semicolon before a letter of a script that puts no space there: {@code /a,谢谢};
 *   <li>at other ASCII punctuation where Latin letters stand before it and those of another script follow:
 *       {@code /a!谢谢}, {@code /a(谢谢)}. In the titles of wikis it stays, as in {@code /wiki/Help:目录}, and so does the
 *       question mark of {@code ?名=1};
 *   <li>in a host, where a label that begins in Latin letters goes on in others, {@code example.org谢谢}, unless it is
 *       part of a name such as {@code tシャツ.jp}; at a dot before others where a top-level domain has ended,
 *       {@code example.org.谢谢}; and at punctuation that no host has;
 *   <li>at a bar, such as stands between the cells of a table, but for those that a query may have;
 *   <li>before a further {@code https://} that follows on letters of another script, or on a comma.
 * </ul>
 *
 * <p>Letters of every script belong to an address: {@code bücher.de}, {@code 例え.テスト}, {@code /wiki/東京}. Where they
 * follow on a path without anything between, nobody can tell, and they stay in it. Before an address of e-mail in ASCII,
 * letters of a script without spaces are no part of it: {@code 写信给me@example.org}.
 */
final class LinkBounds {

    private enum Place {
        TEXT,
        HOST,
        PATH
    }

    /** What stands inside words too: between letters it stays. */
    private static final String INSIDE_WORDS = "\u2019\u00B7\u2027\u30FB\uFF65\u0F0B\u0F0C\u05F3\u05F4\u2010\u2011";

    /** Symbols of names, such as those of works: between letters of one kind they stay. */
    private static final String INSIDE_NAMES = "\u00D7\u00B0\u2116\u2605\u2606\u2661\u2665\u266A\u266D\u266F";

    /** Scripts that put no space between words, or none beside a word of another script. */
    private static final Set<Character.UnicodeScript> SPACELESS = EnumSet.of(
            Character.UnicodeScript.HAN,
            Character.UnicodeScript.HIRAGANA,
            Character.UnicodeScript.KATAKANA,
            Character.UnicodeScript.BOPOMOFO,
            Character.UnicodeScript.HANGUL,
            Character.UnicodeScript.THAI,
            Character.UnicodeScript.LAO,
            Character.UnicodeScript.KHMER,
            Character.UnicodeScript.MYANMAR,
            Character.UnicodeScript.TIBETAN,
            Character.UnicodeScript.YI);

    /** Besides those of countries, which have two letters. */
    private static final Set<String> TOP_LEVEL = Set.of("com", "net", "org", "edu", "gov", "info", "biz");

    private static final String NEVER_IN_ADDRESSES = " \"<>`";
    private static final String NEVER_IN_HOSTS = ",;!'(){}|*";
    private static final String SEPARATES = ",;";
    private static final String ENDS_BETWEEN_SCRIPTS = ".:!'()[]{}*|~";
    /** After these another script or a symbol goes on in the address. */
    private static final String JOINS = "_-=&#+%$@";

    private static final String BEGINS_PARTS = "/?#=&_-+";

    private final String text;
    private int start;
    private int end;
    private int after;

    private Place place = Place.TEXT;
    private int hostStart;
    private int labelStart;
    private int mixedLabel;
    private int otherScript;
    private boolean wiki;
    private boolean query;
    private boolean cell;
    private boolean symbols;

    LinkBounds(String text) {
        this.text = text;
    }

    /** Goes on to the next piece, if there is one. */
    boolean next() {
        if (after >= text.length()) {
            return false;
        }
        start = after;
        place = Place.TEXT;
        wiki = false;
        symbols = false;
        otherScript = -1;
        int i = start;
        while (i < text.length()) {
            int point = text.codePointAt(i);
            if (point > 0x7F ? endsBeyondAscii(i, point) : endsInAscii(i, (char) point)) {
                return true;
            }
            i += Character.charCount(point);
        }
        return endAt(text.length(), text.length());
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    /** Where an address of e-mail begins that was found with all that stands before it. */
    static int startOfMailbox(String text, int from, int to) {
        int at = text.indexOf('@', from);
        for (int i = at; i < to; i++) {
            if (text.charAt(i) > 0x7F) {
                return from;
            }
        }
        int begin = at;
        while (begin > from && !isSpaceless(text.codePointBefore(begin))) {
            begin -= Character.charCount(text.codePointBefore(begin));
        }
        while (begin > from && begin < at && !isLatin(text.codePointAt(begin))) {
            begin += Character.charCount(text.codePointAt(begin));
        }
        return begin == at ? from : begin;
    }

    private boolean endAt(int newEnd, int goOn) {
        end = newEnd;
        after = goOn;
        return true;
    }

    private boolean endsBeyondAscii(int i, int point) {
        if (endsLinks(point) && !staysInside(i, point)) {
            return endAt(i, i + Character.charCount(point));
        }
        symbols = isSymbol(point) || (symbols && !Character.isLetterOrDigit(point));
        if (place == Place.HOST && isOtherScript(point) && isLatin(text.codePointAt(labelStart)) && !isMixedLabel(i)) {
            return endAt(i, i);
        }
        if (otherScript < 0) {
            otherScript = i;
        }
        return false;
    }

    private boolean endsInAscii(int i, char character) {
        symbols = false;
        int script = otherScript;
        otherScript = -1;
        if (character <= ' ' || NEVER_IN_ADDRESSES.indexOf(character) >= 0) {
            place = Place.TEXT;
        } else if (character == ':' && text.startsWith("://", i)) {
            enterHost(i + 3);
            cell = beginsCell(i);
        } else if (place == Place.TEXT) {
            leaveText(i, character);
        } else if (place == Place.HOST && i >= hostStart) {
            return endsHost(i, character);
        } else if (place == Place.PATH) {
            return endsPath(i, character, script);
        }
        return false;
    }

    private void leaveText(int i, char character) {
        if (character == '@') {
            enterHost(i + 1);
        } else if (character == 'w'
                && text.startsWith("www.", i)
                && (i == start || !continuesHost(text.charAt(i - 1)))) {
            enterHost(i);
        }
    }

    private static boolean continuesHost(char character) {
        return character == '.' || (character <= 0x7F && Character.isLetterOrDigit(character));
    }

    private void enterHost(int from) {
        place = Place.HOST;
        hostStart = from;
        labelStart = Math.min(from, text.length() - 1);
        mixedLabel = -1;
        wiki = false;
        query = false;
        cell = false;
    }

    /** Whether an address whose scheme ends here stands in a cell of a row: behind a bar. */
    private boolean beginsCell(int schemeEnd) {
        int i = schemeEnd;
        while (i > 0 && isAsciiLetter(text.charAt(i - 1))) {
            i--;
        }
        while (i > 0 && text.charAt(i - 1) == ' ') {
            i--;
        }
        return i > 0 && text.charAt(i - 1) == '|';
    }

    private boolean endsHost(int i, char character) {
        if (character == '/' || character == '?' || character == '#') {
            place = Place.PATH;
            return endsPath(i, character, -1);
        }
        if (character == '.' || character == ':' || character == '@') {
            if (isOtherScript(following(i)) && (character == ':' || (character == '.' && isTopLevel(i)))) {
                return endAt(i, i + 1);
            }
            hostStart = character == '@' ? i + 1 : hostStart;
            labelStart = Math.min(i + 1, text.length() - 1);
        }
        return NEVER_IN_HOSTS.indexOf(character) >= 0 && endAt(i, i + 1);
    }

    /** Whether the label that ends here is a top-level domain with a name before it. */
    private boolean isTopLevel(int labelEnd) {
        if (labelStart <= hostStart || (labelStart == hostStart + 4 && text.startsWith("www.", hostStart))) {
            return false;
        }
        String label = text.substring(labelStart, labelEnd);
        return label.chars().allMatch(c -> c <= 0x7F && Character.isLetter(c))
                && (label.length() == 2 || TOP_LEVEL.contains(label));
    }

    /** Whether a label of letters of two scripts is followed by one in ASCII. */
    private boolean isMixedLabel(int from) {
        if (mixedLabel == labelStart) {
            return true;
        }
        int i = from;
        while (i < text.length() && isWordPart(text.codePointAt(i))) {
            i += Character.charCount(text.codePointAt(i));
        }
        if (i + 1 < text.length() && text.charAt(i) == '.' && isAsciiLetter(text.charAt(i + 1))) {
            mixedLabel = labelStart;
            return true;
        }
        return false;
    }

    private boolean endsPath(int i, char character, int script) {
        if (character == '/') {
            wiki |= text.startsWith("/wiki/", i - 5) || text.startsWith("/w/", i - 2);
        } else if (character == '?' || character == '&') {
            wiki = text.startsWith("title=", i + 1);
        }
        query |= character == '?' || character == '#';
        if (character == '|' && (cell || !query || isWebScheme(i + 1))) {
            return endAt(i, i + 1);
        }
        boolean furtherAddress = (character == 'h' || character == 'H') && isWebScheme(i);
        if (furtherAddress && script >= 0) {
            return endAt(script, script);
        } else if (furtherAddress && SEPARATES.indexOf(text.charAt(i - 1)) >= 0) {
            return endAt(i, i);
        }
        return endsBefore(i, character, following(i)) && endAt(i, i + 1);
    }

    private boolean isWebScheme(int i) {
        return text.regionMatches(true, i, "http://", 0, 7) || text.regionMatches(true, i, "https://", 0, 8);
    }

    private boolean endsBefore(int i, char character, int next) {
        if (SEPARATES.indexOf(character) >= 0) {
            return isSpaceless(next) || (isOtherScript(next) && isLatinBefore(i, character));
        } else if (character == '?') {
            return isOtherScript(next) && isLatinBefore(i, character) && !isParameter(i + 1);
        }
        return !wiki
                && ENDS_BETWEEN_SCRIPTS.indexOf(character) >= 0
                && isOtherScript(next)
                && isLatinBefore(i, character);
    }

    private boolean isParameter(int from) {
        int i = from;
        while (i < text.length() && isWordPart(text.codePointAt(i))) {
            i += Character.charCount(text.codePointAt(i));
        }
        return i < text.length() && text.charAt(i) == '=';
    }

    private boolean isLatinBefore(int i, char character) {
        int before = text.codePointBefore(i);
        if (before > 0x7F) {
            return isLatin(before);
        }
        return JOINS.indexOf(before) < 0 && (character != '~' || before != '/');
    }

    /** The next character after one of ASCII; -1 at the end. */
    private int following(int i) {
        return i + 1 < text.length() ? text.codePointAt(i + 1) : -1;
    }

    private boolean staysInside(int i, int point) {
        int next = i + Character.charCount(point);
        int before = i > 0 ? text.codePointBefore(i) : -1;
        int following = next < text.length() ? text.codePointAt(next) : -1;
        if (INSIDE_WORDS.indexOf(point) >= 0) {
            return isWordPart(before)
                    && isWordPart(following)
                    // an apostrophe, which scripts without spaces have not: there it closes a quotation
                    && (point != 0x2019 || !isSpaceless(following));
        } else if (!isSymbol(point)) {
            return false;
        }
        return symbols
                || (place == Place.PATH && before >= 0 && BEGINS_PARTS.indexOf(before) >= 0)
                || (place == Place.HOST && i == labelStart)
                || (INSIDE_NAMES.indexOf(point) >= 0
                        && isWordPart(before)
                        && isWordPart(following)
                        && isLatin(before) == isLatin(following));
    }

    private static boolean endsLinks(int point) {
        return switch (Character.getType(point)) {
            case Character.OTHER_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.CONTROL -> true;
            // Joiners stand inside the words of many scripts; marks of direction and other invisible ones do not.
            case Character.FORMAT -> point != 0x200C && point != 0x200D;
            default -> isSymbol(point);
        };
    }

    private static boolean isSymbol(int point) {
        return switch (Character.getType(point)) {
            case Character.OTHER_SYMBOL, Character.MODIFIER_SYMBOL, Character.MATH_SYMBOL, Character.CURRENCY_SYMBOL ->
                point > 0x7F;
            default -> false;
        };
    }

    private static boolean isWordPart(int point) {
        int type = Character.getType(point);
        return Character.isLetterOrDigit(point)
                || type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }

    private static boolean isAsciiLetter(char character) {
        return character <= 0x7F && Character.isLetter(character);
    }

    /** Latin letters, and the digits of all. */
    private static boolean isLatin(int point) {
        return point <= 0x7F
                ? Character.isLetterOrDigit(point)
                : Character.UnicodeScript.of(point) == Character.UnicodeScript.LATIN;
    }

    private static boolean isOtherScript(int point) {
        if (point <= 0x7F || !isWordPart(point)) {
            return false;
        }
        return switch (Character.UnicodeScript.of(point)) {
            case LATIN, COMMON, INHERITED, UNKNOWN -> false;
            default -> true;
        };
    }

    /** Whether it is of a script that puts no space between words, or none beside a word of another script. */
    static boolean isSpaceless(int point) {
        return point > 0x7F && SPACELESS.contains(Character.UnicodeScript.of(point));
    }
}
