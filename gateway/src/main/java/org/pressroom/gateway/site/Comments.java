package org.pressroom.gateway.site;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
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

    /** The approved comments, oldest first; empty where the comment service does not know the article (yet). */
    Mono<Listed<CommentJson>> of(UUID articleId, @Nullable String after) {
        WebClient.RequestHeadersSpec<?> request = after == null
                ? service.get().uri("/api/articles/{id}/comments?sort=oldest&limit={limit}", articleId, PAGE_SIZE)
                : service.get()
                        .uri(
                                "/api/articles/{id}/comments?sort=oldest&limit={limit}&after={after}",
                                articleId,
                                PAGE_SIZE,
                                after);
        return Upstream.read(request, LIST, limit);
    }

    /** An approved comment; empty where there is none of this id. */
    Mono<CommentJson> byId(String id) {
        return Upstream.read(service.get().uri("/api/comments/{id}", id), ONE, limit);
    }

    Mono<Outcome<Received>> post(UUID articleId, CommentForm form) {
        return Upstream.send(
                service.post()
                        .uri("/api/articles/{id}/comments", articleId)
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(form.toJson()),
                RECEIVED,
                limit);
    }

    /** Empty where there is no such comment, or the token does not open it. */
    Mono<Standing> standing(String id, @Nullable String editToken) {
        WebClient.RequestHeadersSpec<?> request = service.get().uri("/api/comments/{id}", id);
        return Upstream.read(editToken == null ? request : request.header("X-Edit-Token", editToken), STANDING, limit);
    }
}
