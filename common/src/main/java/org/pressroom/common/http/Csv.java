package org.pressroom.common.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.problem.Problems;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.NotAcceptableStatusException;
import reactor.core.publisher.Flux;

/**
 * Tables as CSV (RFC 4180) in UTF-8. A cell of text that a spreadsheet would take for a formula begins with an apostrophe,
 * as OWASP advises: it may be what strangers typed.
 */
public final class Csv {

    public static final String TYPE = "text/csv";

    private static final MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);
    private static final DefaultDataBufferFactory BUFFERS = DefaultDataBufferFactory.sharedInstance;
    private static final String BEGINS_FORMULAS = "=+-@\t\r";

    private Csv() {}

    /**
     * Whether a table is asked for as CSV: by {@code format}, or else by {@code Accept}.
     *
     * @param format {@code csv}, {@code json}, or null
     */
    public static boolean isWanted(ServerHttpRequest request, @Nullable String format) {
        if (format != null) {
            return switch (format) {
                case "csv" -> true;
                case "json" -> false;
                default -> throw Problems.badRequest("'format' must be 'csv' or 'json'.");
            };
        }
        List<MediaType> offered = List.of(MediaType.APPLICATION_JSON, CSV);
        List<MediaType> accepted;
        try {
            accepted = request.getHeaders().getAccept();
        } catch (InvalidMediaTypeException malformed) {
            throw new NotAcceptableStatusException(offered);
        }
        if (accepted.isEmpty() || accepted.stream().anyMatch(MediaType.APPLICATION_JSON::isCompatibleWith)) {
            return false;
        }
        if (accepted.stream().anyMatch(type -> type.isCompatibleWith(MediaType.valueOf(TYPE)))) {
            return true;
        }
        throw new NotAcceptableStatusException(offered);
    }

    /**
     * Answers a table as a file.
     *
     * @param name of the file, without its ending
     * @param lines of {@link #line}, the first of which names the columns; written as they come
     */
    public static ResponseEntity<Flux<DataBuffer>> respond(String name, Flux<String> lines) {
        return ResponseEntity.ok()
                .contentType(CSV)
                .cacheControl(CacheControl.noCache())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(name + ".csv")
                                .build()
                                .toString())
                .body(lines.map(line -> BUFFERS.wrap(line.getBytes(StandardCharsets.UTF_8))));
    }

    /** Answers the same as JSON, which was made already. */
    public static ResponseEntity<Flux<DataBuffer>> respond(byte[] json) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .cacheControl(CacheControl.noCache())
                .body(Flux.just(BUFFERS.wrap(json)));
    }

    /** A line of these cells, with its end; null is an empty cell. */
    public static String line(@Nullable Object... cells) {
        return Arrays.stream(cells).map(Csv::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String cell(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        String text = value.toString();
        if (value instanceof Number || text.isEmpty()) {
            return text;
        }
        String harmless = BEGINS_FORMULAS.indexOf(text.charAt(0)) < 0 ? text : "'" + text;
        return harmless.chars().anyMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n')
                ? '"' + harmless.replace("\"", "\"\"") + '"'
                : harmless;
    }
}
