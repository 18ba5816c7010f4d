package org.pressroom.article.redirects;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pressroom.common.PlainJava;
import org.pressroom.common.text.Hosts;
import org.pressroom.common.text.WebAddresses;

/**
 * Where a redirect leads: a path on this site, with a query and a fragment or without, or an {@code https} address.
 *
 * @param text as it was typed
 */
@PlainJava
record RedirectTarget(String text) {

    private static final Pattern ADDRESS = Pattern.compile("https://([^/?#:]+)(.*)", Pattern.CASE_INSENSITIVE);

    /** What stands in an address as it is (RFC 3986), but for the percent sign. */
    private static final String PLAIN = "-._~:/?#@!$&'()*+,;=";

    static Optional<RedirectTarget> of(String text) {
        boolean isPath = text.equals("/") || WebAddresses.isPath(text);
        boolean isAddress = ADDRESS.matcher(text).matches() && WebAddresses.isWebAddress(text);
        return isPath || isAddress ? Optional.of(new RedirectTarget(text)) : Optional.empty();
    }

    /** As the header {@code Location} has it: in ASCII, whatever script it is in. */
    String location() {
        Matcher address = ADDRESS.matcher(text);
        return address.matches()
                ? "https://" + Hosts.ascii(address.group(1)).orElseThrow() + encoded(address.group(2))
                : encoded(text);
    }

    /** The address on this site that it leads to; empty where it leads away. */
    Optional<RedirectSource> onThisSite() {
        int fragment = text.indexOf('#');
        return RedirectSource.of(fragment < 0 ? text : text.substring(0, fragment));
    }

    private static String encoded(String text) {
        StringBuilder encoded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            if (isPlain(point) || RedirectSource.isEncoded(text, i)) {
                encoded.appendCodePoint(point);
            } else {
                for (byte each : Character.toString(point).getBytes(StandardCharsets.UTF_8)) {
                    encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(each));
                }
            }
            i += Character.charCount(point);
        }
        return encoded.toString();
    }

    private static boolean isPlain(int point) {
        return (point >= 'a' && point <= 'z')
                || (point >= 'A' && point <= 'Z')
                || (point >= '0' && point <= '9')
                || PLAIN.indexOf(point) >= 0;
    }
}
