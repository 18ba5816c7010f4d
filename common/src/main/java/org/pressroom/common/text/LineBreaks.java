package org.pressroom.common.text;

import java.util.regex.Pattern;

/** The ends of lines. */
public final class LineBreaks {

    private static final Pattern FOREIGN = Pattern.compile("\\r\\n?");

    private LineBreaks() {}

    /** The text with each end of a line as one character, whatever system it was typed on. */
    public static String plain(String text) {
        return text.indexOf('\r') < 0 ? text : FOREIGN.matcher(text).replaceAll("\n");
    }
}
