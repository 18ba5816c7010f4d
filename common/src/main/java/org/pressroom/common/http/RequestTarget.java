package org.pressroom.common.http;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The target of a request line (RFC 9112, section 3.2) as the rest of a program can read it. Browsers send characters
 * as they are that RFC 3986 wants encoded, and so do links in mails; {@link java.net.URI} refuses them, and with them
 * the request, before anything could answer it properly.
 */
final class RequestTarget {

    private static final BitSet PATH = characters("-._~!$&'()*+,;=:@/");
    private static final BitSet QUERY = characters("-._~!$&'()*+,;=:@/?");
    private static final BitSet UNRESERVED = characters("-._~");
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private RequestTarget() {}

    private static BitSet characters(String marks) {
        BitSet set = new BitSet();
        set.set('a', 'z' + 1);
        set.set('A', 'Z' + 1);
        set.set('0', '9' + 1);
        marks.chars().forEach(set::set);
        return set;
    }

    /**
     * The target in origin form, with everything percent-encoded that must be, in a path nothing else, and without a
     * fragment. Characters from
     * U+0080 to U+00FF are taken for the bytes that they came as.
     *
     * @param target as it came: one char a byte
     * @param host the value of {@code Host}
     * @return null where the target is none, or names another host than {@code Host} does
     */
    static @Nullable String originForm(String target, @Nullable String host) {
        String local = target.startsWith("/") ? target : withoutAuthority(target, host);
        return local == null ? null : encoded(local);
    }

    private static @Nullable String withoutAuthority(String target, @Nullable String host) {
        String lower = target.toLowerCase(Locale.ROOT);
        int start = lower.startsWith("http://") ? 7 : lower.startsWith("https://") ? 8 : -1;
        if (start < 0 || host == null) {
            return null;
        }
        int end = start;
        while (end < target.length() && "/?#".indexOf(target.charAt(end)) < 0) {
            end++;
        }
        String port = start == "http://".length() ? ":80" : ":443";
        if (!withoutPort(lower.substring(start, end), port).equals(withoutPort(host.toLowerCase(Locale.ROOT), port))) {
            return null;
        }
        String rest = target.substring(end);
        return rest.startsWith("/") ? rest : "/" + rest;
    }

    /** RFC 9110, section 4.2.3: a scheme's own port may be left out. */
    private static String withoutPort(String authority, String port) {
        return authority.endsWith(port) ? authority.substring(0, authority.length() - port.length()) : authority;
    }

    private static String encoded(String target) {
        int end = target.indexOf('#');
        int length = end < 0 ? target.length() : end;
        boolean inQuery = false;
        StringBuilder changed = null;
        for (int i = 0; i < length; i++) {
            char c = target.charAt(i);
            if (c == '%' && !inQuery && isEncoded(target, i, length)) {
                changed = changed == null ? new StringBuilder(length).append(target, 0, i) : changed;
                appendPlain((char) HexFormat.fromHexDigits(target, i + 1, i + 3), changed);
                i += 2;
                continue;
            }
            boolean begins = c == '?' && !inQuery;
            boolean kept = begins || (inQuery ? QUERY : PATH).get(c) || (c == '%' && isEncoded(target, i, length));
            inQuery |= begins;
            if (!kept && changed == null) {
                changed = new StringBuilder(length + 16).append(target, 0, i);
            }
            if (changed != null) {
                if (kept) {
                    changed.append(c);
                } else {
                    encode(c, changed);
                }
            }
        }
        return changed != null ? changed.toString() : target.substring(0, length);
    }

    /** RFC 3986, section 6.2.2: one way to write a path, so that no rule about it can be passed by another. */
    private static void appendPlain(char c, StringBuilder into) {
        if (UNRESERVED.get(c)) {
            into.append(c);
        } else {
            encode(c, into);
        }
    }

    private static boolean isEncoded(String target, int at, int length) {
        return at + 2 < length
                && HexFormat.isHexDigit(target.charAt(at + 1))
                && HexFormat.isHexDigit(target.charAt(at + 2));
    }

    private static void encode(char c, StringBuilder into) {
        if (c <= 0xFF) {
            into.append('%').append(HEX.toHexDigits((byte) c));
        } else {
            for (byte b : String.valueOf(c).getBytes(StandardCharsets.UTF_8)) {
                into.append('%').append(HEX.toHexDigits(b));
            }
        }
    }
}
