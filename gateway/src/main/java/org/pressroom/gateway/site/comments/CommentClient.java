package org.pressroom.gateway.site.comments;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.contract.AcceptedComment;
import org.pressroom.common.contract.CommentDetails;
import org.pressroom.common.contract.CommentView;
import org.pressroom.common.contract.HeaderNames;
import org.pressroom.common.contract.ThreadPart;
import org.pressroom.common.text.Sha256;
import org.pressroom.gateway.site.calls.ServiceCalls;
import org.pressroom.gateway.site.calls.ServiceResponse;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/** What the site asks of the comment service. */
public final class CommentClient {
    private static final int PAGE_SIZE = 100;
    private static final ParameterizedTypeReference<ThreadPart> PART = new ParameterizedTypeReference<>() {};
    private static final ParameterizedTypeReference<CommentDetails> ONE = new ParameterizedTypeReference<>() {};
    private static final ParameterizedTypeReference<AcceptedComment> RECEIVED = new ParameterizedTypeReference<>() {};
    private static final ParameterizedTypeReference<Object> ANYTHING = new ParameterizedTypeReference<>() {};

    private static final String ONE_COMMENT = "/api/comments/{id}";

    /** For how long the same words are the same comment: people send a form again within minutes. */
    private static final Duration SAME_COMMENT = Duration.ofMinutes(10);

    /** How often the same words can be taken back and posted anew meanwhile. */
    private static final int TAKEN_BACK = 5;

    private static final Pattern VERSION_TAG = Pattern.compile("\"[0-9]{1,19}\"");

    private final WebClient service;
    private final Duration limit;
    private final Clock clock;

    public CommentClient(WebClient service, Duration limit, Clock clock) {
        this.clock = clock;
        this.service = service;
        this.limit = limit;
    }

    /**
     * What is known of a comment, to its writer or to everybody.
     *
     * @param status as in {@link CommentDetails}
     * @param bodyHtml null where nothing is known but the status
     * @param body its Markdown; null for everybody else
     * @param editableUntil null for everybody else
     */
    record Own(
            @Nullable String status,
            @Nullable String bodyHtml,
            @Nullable String body,
            @Nullable Instant editableUntil) {

        static Own of(CommentDetails comment) {
            return new Own(comment.status(), comment.bodyHtml(), comment.body(), comment.editableUntil());
        }
    }

    /**
     * A part of an article's thread.
     *
     * @param version the version of the whole thread that they are from, which its stream can go on from; null where
     *     the thread is not known
     */
    public record Found(ThreadPart part, @Nullable String version) {
        public static Found nothing() {
            return new Found(ThreadPart.EMPTY, null);
        }
    }

    /** The approved comments, oldest first; empty where the comment service does not know the article (yet). */
    public Mono<Found> of(UUID articleId, @Nullable String after) {
        return after == null ? part(articleId, "", "") : part(articleId, "&after={place}", after);
    }

    /** The part of the thread that shows a comment; empty where it is not in the thread. */
    public Mono<Found> around(UUID articleId, UUID commentId) {
        return part(articleId, "&around={place}", commentId);
    }

    private Mono<Found> part(UUID articleId, String parameter, Object place) {
        return ServiceCalls.read(
                service.get()
                        .uri(
                                "/api/articles/{id}/comments?sort=oldest&limit={limit}" + parameter,
                                articleId,
                                PAGE_SIZE,
                                place),
                response -> response.bodyToMono(PART)
                        .map(part -> new Found(part, version(response.headers().asHttpHeaders()))),
                limit);
    }

    /** An approved comment; empty where there is none of this id. */
    Mono<CommentDetails> byId(String id) {
        return ServiceCalls.read(service.get().uri(ONE_COMMENT, id), ONE, limit);
    }

    /**
     * The same form sent again, as after an answer that came too late, is the same comment: for a while, and unless
     * its writer has taken that one back.
     */
    Mono<ServiceResponse<AcceptedComment>> post(UUID articleId, CommentForm form) {
        long now = clock.instant().toEpochMilli();
        return post(articleId, form, String.valueOf(now / SAME_COMMENT.toMillis()), TAKEN_BACK);
    }

    private Mono<ServiceResponse<AcceptedComment>> post(UUID articleId, CommentForm form, String since, int more) {
        Mono<ServiceResponse<AcceptedComment>> posting = ServiceCalls.send(
                service.post()
                        .uri("/api/articles/{id}/comments", articleId)
                        .contentType(MediaType.APPLICATION_JSON)
                        .header(HeaderNames.IDEMPOTENCY_KEY, key(articleId, form, since))
                        .bodyValue(form.toJson()),
                RECEIVED,
                limit);
        return posting.flatMap(outcome -> more > 0
                        && outcome instanceof ServiceResponse.Accepted<AcceptedComment> accepted
                ? isTakenBack(accepted.answer())
                        .flatMap(takenBack -> takenBack
                                ? post(articleId, form, accepted.answer().id().toString(), more - 1)
                                : Mono.just(outcome))
                : Mono.just(outcome));
    }

    private Mono<Boolean> isTakenBack(AcceptedComment received) {
        return ServiceCalls.read(
                        service.get()
                                .uri(ONE_COMMENT, received.id())
                                .header(HeaderNames.EDIT_TOKEN, received.editToken()),
                        ONE,
                        limit)
                .map(own -> CommentView.DELETED.equals(own.status()))
                .defaultIfEmpty(false)
                .onErrorReturn(false);
    }

    private static String key(UUID articleId, CommentForm form, String since) {
        String parent = form.parentId() == null ? "" : form.parentId();
        String content = String.join(
                "\0", since, articleId.toString(), parent, form.name(), form.email(), form.website(), form.body());
        return HexFormat.of().formatHex(Sha256.of(content));
    }

    /** A strong tag holds the version and nothing else. */
    private static @Nullable String version(HttpHeaders headers) {
        String tag = headers.getETag();
        return tag != null && VERSION_TAG.matcher(tag).matches() ? tag.substring(1, tag.length() - 1) : null;
    }

    /** Empty where there is no such comment, or the token does not open it. */
    Mono<Own> own(UUID id, @Nullable String editToken) {
        WebClient.RequestHeadersSpec<?> request = service.get().uri(ONE_COMMENT, id);
        return ServiceCalls.read(
                        editToken == null ? request : request.header(HeaderNames.EDIT_TOKEN, editToken), ONE, limit)
                .map(Own::of);
    }

    /** Gives a comment another text. */
    Mono<ServiceResponse<Object>> edit(UUID id, String editToken, String body) {
        return ServiceCalls.send(
                service.patch()
                        .uri(ONE_COMMENT, id)
                        .contentType(MediaType.APPLICATION_JSON)
                        .header(HeaderNames.EDIT_TOKEN, editToken)
                        .bodyValue(Map.of("body", body)),
                ANYTHING,
                limit);
    }

    /** Takes a comment back for good. */
    Mono<ServiceResponse<Object>> delete(UUID id, String editToken) {
        return ServiceCalls.send(
                        service.delete().uri(ONE_COMMENT, id).header(HeaderNames.EDIT_TOKEN, editToken),
                        ANYTHING,
                        limit)
                .defaultIfEmpty(new ServiceResponse.Accepted<>(Map.of()));
    }
}
