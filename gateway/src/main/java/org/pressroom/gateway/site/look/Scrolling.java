package org.pressroom.gateway.site.look;

import java.util.Set;

/** Lets the keyboard reach what may be too wide for a window and scroll for itself: code and tables. */
public final class Scrolling {
    private static final Set<String> WIDE = Set.of("pre", "table");
    private static final String FOCUS = " tabindex=\"0\"";

    private Scrolling() {}

    /** @param html well-formed, as a service cleaned it; nothing of it is changed but that these tags gain an attribute */
    public static String focusable(String html) {
        StringBuilder focusable = new StringBuilder(html.length());
        int done = 0;
        for (int open = html.indexOf('<'); open >= 0; open = html.indexOf('<', endOfTag(html, open))) {
            int end = endOfName(html, open + 1);
            if (WIDE.contains(html.substring(open + 1, end)) && !html.startsWith(FOCUS, end)) {
                focusable.append(html, done, end).append(FOCUS);
                done = end;
            }
        }
        return focusable.append(html, done, html.length()).toString();
    }

    private static int endOfName(String html, int start) {
        int end = start;
        while (end < html.length() && Character.isLetterOrDigit(html.charAt(end))) {
            end++;
        }
        return end;
    }

    /** What looks like a tag inside the value of an attribute is none. */
    private static int endOfTag(String html, int open) {
        char quote = 0;
        for (int i = open + 1; i < html.length(); i++) {
            char c = html.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '>') {
                return i;
            }
        }
        return html.length();
    }
}
