package org.pressroom.common.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What may be linked to: pages over {@code http} and {@code https} on hosts with a name. */
public final class WebAddresses {

    /** A user name in it would only serve to deceive, so that there is none; a backslash counts as a slash in browsers. */
    private static final Pattern ADDRESS =
            Pattern.compile("(?i:https?)://([^/?#:@\\\\]+)(?::([0-9]{1,5}))?([/?#].*)?", Pattern.DOTALL);

    private static final String UNSAFE = "\"'<>\\`";
    private static final String JOINING = "\u200C\u200D\uFE0F";
    private static final int LAST_PORT = 65_535;

    private WebAddresses() {}

    /** Whether the text is the whole address of a page, its host in any script. */
    public static boolean isWebAddress(String text) {
        Matcher parts = ADDRESS.matcher(text);
        return isClean(text)
                && parts.matches()
                && Hosts.ascii(parts.group(1))
                        .filter(host -> host.indexOf('.') > 0)
                        .isPresent()
                && (parts.group(2) == null || Integer.parseInt(parts.group(2)) <= LAST_PORT);
    }

    /** Whether the text is a path on this site. */
    public static boolean isPath(String text) {
        return isClean(text) && text.length() > 1 && text.charAt(0) == '/' && text.charAt(1) != '/';
    }

    /** Without spaces, what could end the text around it, and what nobody sees but joins letters and emoji. */
    private static boolean isClean(String text) {
        return text.codePoints()
                .noneMatch(point -> UNSAFE.indexOf(point) >= 0
                        || Character.isSpaceChar(point)
                        || Character.isISOControl(point)
                        || Character.getType(point) == Character.SURROGATE
                        || (Shown.isInvisible(point) && JOINING.indexOf(point) < 0));
    }
}
