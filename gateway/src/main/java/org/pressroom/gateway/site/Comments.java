package org.pressroom.gateway.site;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Duration;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pressroom.gateway.visitors.Hashes;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/** What the site asks of the comment service. */
final class Comments {
    private static final int PAGE_SIZE = 100;
    private static final ParameterizedTypeReference<Listed<CommentJson>> LIST = new ParameterizedTypeReference<>() {};
    private static final ParameterizedTypeReference<CommentJson> ONE = new ParameterizedTypeReference<>() {};
    private static final ParameterizedTypeReference<Received> RECEIVED = new ParameterizedTypeReference<>() {};
    private static final ParameterizedTypeReference<Standing> STANDING = new ParameterizedTypeReference<>() {};

    private static final Pattern VERSION_TAG = Pattern.compile("\"[0-9]{1,19}\"");

    private final WebClient service;
    private final Duration limit;

    Comments(WebClient service, Duration limit) {
        this.service = service;
        this.limit = limit;
    }

    /** A comment that was taken in: its id, and the token by which its writer may see and change it. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Received(String id, String editToken) {}

    /** What became of a comment. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Standing(String status) {}

    /**
     * Approved comments of an article.
     *
     * @param version the version of the whole thread that they are from, which its stream can go on from; null where
     *     the thread is not known
     */
    record Found(Listed<CommentJson> page, @Nullable String version) {
        static Found nothing() {
            return new Found(Listed.none(), null);
        }
    }

    /** The approved comments, oldest first; empty where the comment service does not know the article (yet). */
    Mono<Found> of(UUID articleId, @Nullable String after) {
        WebClient.RequestHeadersSpec<?> request = after == null
                ? service.get().uri("/api/articles/{id}/comments?sort=oldest&limit={limit}", articleId, PAGE_SIZE)
                : service.get()
                        .uri(
                                "/api/articles/{id}/comments?sort=oldest&limit={limit}&after={after}",
                                articleId,
                                PAGE_SIZE,
                                after);
        return Upstream.read(
                request,
                response -> response.bodyToMono(LIST)
                        .map(page -> new Found(page, version(response.headers().asHttpHeaders()))),
                limit);
    }

    /** An approved comment; empty where there is none of this id. */
    Mono<CommentJson> byId(String id) {
        return Upstream.read(service.get().uri("/api/comments/{id}", id), ONE, limit);
    }

    /** The same form sent again, as after an answer that came too late, is the same comment. */
    Mono<Outcome<Received>> post(UUID articleId, CommentForm form) {
        return Upstream.send(
                service.post()
                        .uri("/api/articles/{id}/comments", articleId)
                        .contentType(MediaType.APPLICATION_JSON)
                        .header("Idempotency-Key", key(articleId, form))
                        .bodyValue(form.toJson()),
                RECEIVED,
                limit);
    }

    private static String key(UUID articleId, CommentForm form) {
        String parent = form.parentId() == null ? "" : form.parentId();
        String content =
                String.join("\0", articleId.toString(), parent, form.name(), form.email(), form.website(), form.body());
        return HexFormat.of().formatHex(Hashes.of(content));
    }

    /** A strong tag holds the version and nothing else. */
    private static @Nullable String version(HttpHeaders headers) {
        String tag = headers.getETag();
        return tag != null && VERSION_TAG.matcher(tag).matches() ? tag.substring(1, tag.length() - 1) : null;
    }

    /** Empty where there is no such comment, or the token does not open it. */
    Mono<Standing> standing(String id, @Nullable String editToken) {
        WebClient.RequestHeadersSpec<?> request = service.get().uri("/api/comments/{id}", id);
        return Upstream.read(editToken == null ? request : request.header("X-Edit-Token", editToken), STANDING, limit);
    }
}
