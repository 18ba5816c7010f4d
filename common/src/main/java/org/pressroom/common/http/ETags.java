package org.pressroom.common.http;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.pressroom.common.problem.ProblemException;
import org.pressroom.common.problem.Problems;
import org.pressroom.common.text.Sha256;
import org.pressroom.common.usecase.ExpectedVersion;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** Entity tags and what they are compared by (RFC 9110, sections 8.8.3 and 13.1). */
public final class ETags {

    private static final String WEAK = "W/";

    /** What {@link #strong} makes. */
    private static final Pattern VERSION = Pattern.compile("\"(?:0|[1-9][0-9]{0,17})\"");

    /** Of a digest: enough that no two bodies meet. */
    private static final int BYTES = 16;

    private ETags() {}

    /** The strong tag of a version of something. */
    public static String strong(long version) {
        return "\"" + version + "\"";
    }

    /** The weak tag of something that changes whenever one of these versions or counts does. */
    public static String weak(long... versions) {
        return WEAK + '"' + LongStream.of(versions).mapToObj(Long::toString).collect(Collectors.joining(".")) + '"';
    }

    /** The weak tag of an answer of these bytes. */
    public static String weak(byte[] body) {
        byte[] digest = Arrays.copyOf(Sha256.of(body), BYTES);
        return WEAK + '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(digest) + '"';
    }

    /** The tag of what is the same to people and has other bytes, such as compressed ones. */
    public static String weakened(String etag) {
        return etag.startsWith(WEAK) ? etag : WEAK + etag;
    }

    /** Whether {@code If-None-Match} names the tag (weak comparison). What is no list of tags names none. */
    public static boolean isKnown(HttpHeaders headers, String etag) {
        List<String> known;
        try {
            known = headers.getIfNoneMatch();
        } catch (IllegalArgumentException malformed) {
            return false;
        }
        return known.contains("*") || known.stream().anyMatch(tag -> opaque(tag).equals(opaque(etag)));
    }

    /** The same for the lines of {@code If-None-Match}. */
    public static boolean isKnown(List<String> ifNoneMatch, String etag) {
        HttpHeaders headers = new HttpHeaders();
        headers.put(HttpHeaders.IF_NONE_MATCH, ifNoneMatch);
        return isKnown(headers, etag);
    }

    /** 304 where the caller has it already, else the body; both with the tag. */
    public static <T> ResponseEntity<T> respond(ServerHttpRequest request, String etag, T body) {
        boolean known = isKnown(request.getHeaders(), etag);
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(known ? HttpStatus.NOT_MODIFIED : HttpStatus.OK)
                .eTag(etag)
                .cacheControl(CacheControl.noCache());
        return known ? answer.build() : answer.body(body);
    }

    /**
     * Why a request was refused whose {@code If-Match} did not name the version that is there: 428 where it is missing,
     * 400 where it is no list of tags, else 412.
     */
    static ProblemException unmet(ServerHttpRequest request) {
        try {
            return request.getHeaders().getIfMatch().isEmpty()
                    ? Problems.preconditionRequired()
                    : Problems.preconditionFailed();
        } catch (IllegalArgumentException malformed) {
            return Problems.badRequest("If-Match must be a list of entity tags, such as \"1\".");
        }
    }

    /** What {@code If-Match} expects of something whose tags are {@link #strong}, by strong comparison. */
    public static ExpectedVersion expectedVersion(ServerHttpRequest request) {
        List<String> expected;
        try {
            expected = request.getHeaders().getIfMatch();
        } catch (IllegalArgumentException malformed) {
            return new ExpectedVersion(Set.of());
        }
        return expected.contains("*")
                ? ExpectedVersion.ANY
                : new ExpectedVersion(expected.stream()
                        .filter(tag -> VERSION.matcher(tag).matches())
                        .map(tag -> Long.valueOf(tag.substring(1, tag.length() - 1)))
                        .collect(Collectors.toSet()));
    }

    private static String opaque(String etag) {
        return etag.startsWith(WEAK) ? etag.substring(WEAK.length()) : etag;
    }
}
