package org.pressroom.common.text;

import java.util.regex.Pattern;

/** The ends of lines. */
public final class LineBreaks {

    /** Of other systems, and of office programs, which put a vertical tab or a line separator for a line in a paragraph. */
    private static final Pattern FOREIGN = Pattern.compile("\\r\\n?|[\\u000B\\u000C\\u0085\\u2028\\u2029]");

    private LineBreaks() {}

    /** The text with each end of a line as one character, whatever system it was typed on. */
    public static String plain(String text) {
        return FOREIGN.matcher(text).replaceAll("\n");
    }
}
