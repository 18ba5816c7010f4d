package org.pressroom.gateway.site;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpCookie;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseCookie;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.util.UriUtils;
import reactor.core.publisher.Mono;

/** Commenting without JavaScript: the form of a reply, the post, and the page that says what became of it. */
final class CommentPages {
    /**
     * Carries a comment's edit token from the post to the page after it, and nowhere else: it is HttpOnly, and its path
     * is that of one article's comments.
     */
    private static final String COOKIE = "pressroom-comment";

    private static final Duration COOKIE_KEPT = Duration.ofMinutes(30);

    /** The judgement mostly takes a moment: waiting for it spares the reader a second look. */
    private static final int LOOKS = 5;

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(150);

    private final Pages pages;
    private final Articles articles;
    private final Comments comments;
    private final Moment.Style style;

    CommentPages(Pages pages, Articles articles, Comments comments, Moment.Style style) {
        this.pages = pages;
        this.articles = articles;
        this.comments = comments;
        this.style = style;
    }

    /** {@code GET /articles/{slug}/comments/new?to=}: the form of a reply, under the comment that it answers. */
    Mono<ServerResponse> reply(ServerRequest request) {
        String parentId = request.queryParam("to").orElse("");
        return articles.bySlug(request.pathVariable("slug"))
                .flatMap(article -> comments.byId(parentId)
                        .flatMap(parent ->
                                form(request, HttpStatus.OK, article, CommentForm.replyTo(parent.id()), parent)))
                .switchIfEmpty(Mono.defer(() -> pages.notFound(request)));
    }

    /** {@code POST /articles/{slug}/comments}: 303 to what became of it, or the form again with what was wrong. */
    Mono<ServerResponse> post(ServerRequest request) {
        return request.formData()
                .map(CommentForm::of)
                .flatMap(form ->
                        articles.bySlug(request.pathVariable("slug")).flatMap(article -> post(request, article, form)))
                .switchIfEmpty(Mono.defer(() -> pages.notFound(request)));
    }

    /** {@code GET /articles/{slug}/comments/{id}}: what became of a comment, for the browser that sent it. */
    Mono<ServerResponse> received(ServerRequest request) {
        String id = request.pathVariable("id");
        return articles.bySlug(request.pathVariable("slug"))
                .flatMap(article ->
                        outcome(id, editToken(request, id)).flatMap(outcome -> received(request, article, id, outcome)))
                .switchIfEmpty(Mono.defer(() -> pages.notFound(request)));
    }

    private Mono<ServerResponse> post(ServerRequest request, ArticleJson article, CommentForm form) {
        Map<String, String> missing = missing(form);
        if (!missing.isEmpty()) {
            return again(request, HttpStatus.UNPROCESSABLE_CONTENT, article, form, missing, "form.problem");
        }
        return comments.post(article.id(), form).flatMap(outcome -> {
            if (outcome instanceof Outcome.Accepted<Comments.Received> accepted) {
                return seeOther(article, accepted.answer());
            }
            if (outcome instanceof Outcome.Refused<Comments.Received> refused) {
                return refused(request, article, form, refused);
            }
            return again(request, HttpStatus.SERVICE_UNAVAILABLE, article, form, Map.of(), "form.away");
        });
    }

    private Mono<ServerResponse> refused(
            ServerRequest request, ArticleJson article, CommentForm form, Outcome.Refused<?> refused) {
        HttpStatusCode status = HttpStatusCode.valueOf(refused.status());
        return switch (refused.status()) {
            // Known to the article service, not yet to the comment service: it will be in a moment.
            case 404 -> again(request, HttpStatus.SERVICE_UNAVAILABLE, article, form, Map.of(), "form.away");
            case 409 -> again(request, status, article, form, Map.of(), "form.closed");
            case 429 -> again(request, status, article, form, Map.of(), "form.limited");
            default -> again(request, status, article, form, wrongFields(refused.errors()), "form.problem");
        };
    }

    private Mono<ServerResponse> again(
            ServerRequest request,
            HttpStatusCode status,
            ArticleJson article,
            CommentForm form,
            Map<String, String> errors,
            String problem) {
        return form(request, status, article, form.refused(errors, pages.message(problem)), null);
    }

    private Mono<ServerResponse> form(
            ServerRequest request,
            HttpStatusCode status,
            ArticleJson json,
            CommentForm form,
            @Nullable CommentJson parent) {
        Article article = Article.of(json, style);
        String title = parent == null
                ? pages.message("respond.heading")
                : pages.message("respond.reply", parent.author().name());
        Map<String, Object> model = new HashMap<>(Map.of("article", article, "form", form));
        if (parent != null) {
            model.put("parent", parent);
        }
        return pages.personal(request, status, "comment", Page.unlisted(title, request.path()), model);
    }

    private Mono<ServerResponse> seeOther(ArticleJson article, Comments.Received received) {
        String folder = "/articles/" + UriUtils.encodePathSegment(article.slug(), "UTF-8") + "/comments";
        return ServerResponse.seeOther(URI.create(folder + "/" + received.id()))
                .cookie(ResponseCookie.from(COOKIE, received.id() + "." + received.editToken())
                        .path(folder)
                        .httpOnly(true)
                        .sameSite("Lax")
                        .secure(pages.site().url().startsWith("https:"))
                        .maxAge(COOKIE_KEPT)
                        .build())
                .build();
    }

    private Mono<ServerResponse> received(ServerRequest request, ArticleJson json, String id, String outcome) {
        Page page = Page.unlisted(pages.message("received.title"), request.path());
        Map<String, ?> model = Map.of("article", Article.of(json, style), "comment", id, "outcome", outcome);
        return pages.personal(request, HttpStatus.OK, "comment-received", page, model);
    }

    /** One of the names in {@code received.*}. A comment service that is away has the comment all the same. */
    private Mono<String> outcome(String id, @Nullable String editToken) {
        return Mono.defer(() -> comments.standing(id, editToken))
                .map(standing -> outcome(standing.status()))
                .defaultIfEmpty("gone")
                .filter(outcome -> !outcome.equals("pending"))
                .repeatWhenEmpty(LOOKS, looks -> looks.delayElements(BETWEEN_LOOKS))
                .onErrorReturn("pending");
    }

    private static String outcome(@Nullable String status) {
        return switch (status == null ? "approved" : status) {
            case "pending", "held", "rejected" -> String.valueOf(status);
            case "deleted" -> "gone";
            default -> "approved";
        };
    }

    private static @Nullable String editToken(ServerRequest request, String id) {
        HttpCookie cookie = request.cookies().getFirst(COOKIE);
        String prefix = id + ".";
        return cookie == null || !cookie.getValue().startsWith(prefix)
                ? null
                : cookie.getValue().substring(prefix.length());
    }

    private Map<String, String> missing(CommentForm form) {
        Map<String, String> missing = new HashMap<>();
        Map.of("body", form.body(), "name", form.name(), "email", form.email()).forEach((field, value) -> {
            if (value.isBlank()) {
                missing.put(field, pages.message("form.wrong.required"));
            }
        });
        return missing;
    }

    /** The service names fields as its JSON does ({@code author.email}), the form by their last word. */
    private static Map<String, String> wrongFields(List<Outcome.Wrong> errors) {
        Map<String, String> wrong = new HashMap<>();
        errors.forEach(error ->
                wrong.putIfAbsent(error.field().substring(error.field().lastIndexOf('.') + 1), error.message()));
        return wrong;
    }
}
