package org.pressroom.article.redirects;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.pressroom.common.PlainJava;
import org.pressroom.common.text.Names;

/**
 * An address on the site as redirects are told by it: its path, and its query where it has one, both decoded and composed
 * (NFC), without slashes at the end of the path. So all ways to write it are the same, in every script.
 *
 * @param text as people read it
 * @param path of it, without a query
 */
@PlainJava
record RedirectSource(String text, String path) {

    /** Reads an address as it is typed or sent, encoded or not; empty where it is none, or has bytes that are no UTF-8. */
    static Optional<RedirectSource> of(String address) {
        if (!address.startsWith("/") || address.startsWith("//") || address.indexOf('#') >= 0) {
            return Optional.empty();
        }
        int end = address.indexOf('?');
        return decoded(end < 0 ? address : address.substring(0, end))
                .map(RedirectSource::withoutSlash)
                .flatMap(path -> decoded(end < 0 ? "" : address.substring(end + 1))
                        .map(query -> new RedirectSource(query.isEmpty() ? path : path + "?" + query, path)));
    }

    /** Under which there may be a redirect for it: its own with the query before the one of the path alone. */
    List<String> keys() {
        return text.equals(path) ? List.of(text) : List.of(text, path);
    }

    private static String withoutSlash(String path) {
        int end = path.length();
        while (end > 1 && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(0, end);
    }

    /** A percent sign that begins no byte is one. */
    static Optional<String> decoded(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); ) {
            if (isEncoded(text, i)) {
                bytes.write(HexFormat.fromHexDigits(text, i + 1, i + 3));
                i += 3;
            } else {
                int point = text.codePointAt(i);
                bytes.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
                i += Character.charCount(point);
            }
        }
        try {
            String decoded = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
            return decoded.chars().anyMatch(Character::isISOControl)
                    ? Optional.empty()
                    : Optional.of(Names.composed(decoded));
        } catch (CharacterCodingException malformed) {
            return Optional.empty();
        }
    }

    /** Whether a byte stands at that place of a text, such as {@code %C3}. */
    static boolean isEncoded(String text, int place) {
        return text.charAt(place) == '%'
                && place + 2 < text.length()
                && HexFormat.isHexDigit(text.charAt(place + 1))
                && HexFormat.isHexDigit(text.charAt(place + 2));
    }
}
