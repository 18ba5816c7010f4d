package org.pressroom.gateway.edge;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** The content coding {@code gzip} (RFC 9110, section 8.4.1.3). */
final class Gzip {

    static final String NAME = "gzip";

    /** A shorter body fits into one packet with its head. */
    private static final int SHORTEST = 1_000;

    /** Browsers send a tenth of it. */
    private static final int LONGEST_WISH = 500;

    private static final List<String> COMPRESSIBLE = List.of("text/", "json", "xml", "javascript");

    /** A weight (section 12.4.2) over zero, which says that it is not wanted. What cannot be read is no wish. */
    private static final Pattern WANTED = Pattern.compile("[qQ]=(?:0\\.(?=[0-9]*[1-9])[0-9]{1,3}|1(?:\\.0{1,3})?)");

    private Gzip() {}

    /** The body compressed; null where its type is compressed already, or it would not get shorter by a tenth. */
    static byte @Nullable [] compress(Map<String, List<String>> headers, byte[] body) {
        if (body.length < SHORTEST
                || !values(headers, HttpHeaders.CONTENT_ENCODING).isEmpty()
                || values(headers, HttpHeaders.CONTENT_TYPE).stream().noneMatch(Gzip::isCompressible)) {
            return null;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length / 2);
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(body);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.size() < body.length / 10 * 9 ? bytes.toByteArray() : null;
    }

    private static List<String> values(Map<String, List<String>> headers, String name) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .flatMap(header -> header.getValue().stream())
                .toList();
    }

    private static boolean isCompressible(String type) {
        String lower = type.toLowerCase(Locale.ROOT);
        return COMPRESSIBLE.stream().anyMatch(lower::contains);
    }

    /**
     * Whether a client takes it, by {@code Accept-Encoding} (RFC 9110, section 12.5.3). One that does not name it does not:
     * {@code *} is no browser's.
     */
    static boolean isAccepted(@Nullable String acceptEncoding) {
        if (acceptEncoding == null || acceptEncoding.length() > LONGEST_WISH) {
            return false;
        }
        for (String coding : acceptEncoding.split(",", -1)) {
            int end = coding.indexOf(';');
            String name = (end < 0 ? coding : coding.substring(0, end)).strip();
            if (name.equalsIgnoreCase(NAME) || name.equalsIgnoreCase("x-gzip")) {
                return end < 0
                        || WANTED.matcher(coding.substring(end + 1).strip()).matches();
            }
        }
        return false;
    }
}
