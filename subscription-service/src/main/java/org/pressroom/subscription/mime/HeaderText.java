package org.pressroom.subscription.mime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** Text in header fields: plain where it is ASCII, encoded words (RFC 2047) where it is not. */
final class HeaderText {

    private static final int LINE = 76;

    /** What is longer and cannot be folded is encoded, and folded as that. */
    private static final int LONGEST_PLAIN = 60;

    /** Before a space, or the first of several: a line must not end, or be nothing but spaces. */
    private static final Pattern FOLDS = Pattern.compile("(?<! )(?= )");

    /** 75 characters an encoded word, 12 of them its frame: 63 of base64, which carry 45 bytes. */
    private static final int BYTES_PER_WORD = 45;

    private HeaderText() {}

    /** The value of an unstructured field such as Subject, folded. Control characters become spaces. */
    static String unstructured(String name, String text) {
        String clean = oneLine(text);
        return plain(clean) ? folded(name.length() + 2, clean) : encodedWords(name.length() + 2, clean);
    }

    /** A display name before an address: a quoted string or encoded words. */
    static String phrase(String text) {
        String clean = oneLine(text);
        String quoted = '"' + clean.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        return plain(clean) && quoted.length() <= LONGEST_PLAIN ? quoted : encodedWords(20, clean);
    }

    /**
     * A text without control characters and line separators, so that it cannot begin a field of its own. A run of them
     * becomes one space.
     */
    static String oneLine(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            int type = Character.getType(point);
            boolean breaks = Character.isISOControl(point)
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR;
            if (type == Character.SURROGATE) {
                clean.append('\uFFFD');
            } else if (breaks) {
                if (clean.length() > 0 && clean.charAt(clean.length() - 1) != ' ') {
                    clean.append(' ');
                }
            } else {
                clean.appendCodePoint(point);
            }
        });
        return clean.toString().strip();
    }

    private static boolean plain(String text) {
        boolean ascii = text.chars().allMatch(c -> c >= ' ' && c < 0x7F) && !text.contains("=?");
        return ascii && FOLDS.splitAsStream(text).allMatch(part -> part.length() <= LONGEST_PLAIN);
    }

    private static String folded(int used, String text) {
        StringBuilder value = new StringBuilder();
        int column = used;
        for (String word : FOLDS.split(text, -1)) {
            if (column + word.length() > LINE && value.length() > 0) {
                value.append("\r\n");
                column = 0;
            }
            value.append(word);
            column += word.length();
        }
        return value.toString();
    }

    /** Each word holds whole characters, as section 5 of RFC 2047 asks. */
    private static String encodedWords(int used, String text) {
        List<String> words = new ArrayList<>();
        ByteArrayOutputStream word = new ByteArrayOutputStream();
        int room = Math.max(9, (LINE - used - 12) / 4 * 3);
        for (int point : text.codePoints().toArray()) {
            byte[] bytes = Character.toString(point).getBytes(StandardCharsets.UTF_8);
            if (word.size() + bytes.length > room) {
                words.add(encodedWord(word.toByteArray()));
                word.reset();
                room = BYTES_PER_WORD;
            }
            word.writeBytes(bytes);
        }
        words.add(encodedWord(word.toByteArray()));
        return String.join("\r\n ", words);
    }

    private static String encodedWord(byte[] bytes) {
        return "=?UTF-8?B?" + Base64.getEncoder().encodeToString(bytes) + "?=";
    }
}
