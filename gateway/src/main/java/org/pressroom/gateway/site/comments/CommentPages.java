package org.pressroom.gateway.site.comments;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.contract.AcceptedComment;
import org.pressroom.common.contract.ArticleView;
import org.pressroom.common.contract.CommentDetails;
import org.pressroom.common.contract.CommentView;
import org.pressroom.gateway.cookies.ArticleAccessCookie;
import org.pressroom.gateway.site.articles.Article;
import org.pressroom.gateway.site.articles.ArticleClient;
import org.pressroom.gateway.site.calls.ServiceResponse;
import org.pressroom.gateway.site.rendering.FormFields;
import org.pressroom.gateway.site.rendering.PageFrame;
import org.pressroom.gateway.site.rendering.PageRenderer;
import org.springframework.http.HttpCookie;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseCookie;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.util.UriUtils;
import reactor.core.publisher.Mono;

/** Commenting without JavaScript: the form of a reply, the post, and the page that says what became of it. */
public final class CommentPages {
    /**
     * Carries a comment's edit token from the post to the page of that comment, and nowhere else: it is HttpOnly, and
     * its path is that page's.
     */
    private static final String COOKIE = "pressroom-comment";

    /** Longer than a comment can be changed: a moderator may take a while, and the page still tells of it. */
    private static final Duration COOKIE_KEPT = Duration.ofDays(30);

    /** The judgement mostly takes a moment: waiting for it spares the reader a second look. */
    private static final int LOOKS = 5;

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(150);

    private static final Set<String> FIELDS = Set.of("body", "name", "email", "website");

    /** What a change is answered with that no other text helps. */
    private static final Set<Integer> LATE = Set.of(404, 409);

    private static final CommentClient.Own GONE = new CommentClient.Own(CommentView.DELETED, null, null, null);
    private static final CommentClient.Own UNKNOWN = new CommentClient.Own("pending", null, null, null);

    private final PageRenderer pages;
    private final ArticleClient articles;
    private final ArticleAccessCookie accessCookie;
    private final CommentClient comments;
    private final Clock clock;

    public CommentPages(
            PageRenderer pages,
            ArticleClient articles,
            ArticleAccessCookie accessCookie,
            CommentClient comments,
            Clock clock) {
        this.accessCookie = accessCookie;
        this.clock = clock;
        this.pages = pages;
        this.articles = articles;
        this.comments = comments;
    }

    /** {@code GET /articles/{slug}/comments/new?to=}: the form of a reply, under the comment that it answers. */
    public Mono<ServerResponse> reply(ServerRequest request) {
        String parentId = request.queryParam("to").orElse("");
        return readable(request)
                .flatMap(article -> answered(article, parentId)
                        .flatMap(parent -> article.takesComments()
                                ? form(
                                        request,
                                        HttpStatus.OK,
                                        article,
                                        CommentForm.replyTo(parent.id().toString()),
                                        parent)
                                : closed(article, parent)))
                .switchIfEmpty(Mono.defer(() -> pages.notFound(request)));
    }

    /** The article, for who may read it: who may not is to find no comments of it either. */
    private Mono<ArticleView> readable(ServerRequest request) {
        return articles.bySlug(
                        request.pathVariable("slug"),
                        accessCookie.access(request.exchange().getRequest()))
                .filter(article -> !article.locked());
    }

    /** {@code POST /articles/{slug}/comments}: 303 to what became of it, or the form again with what was wrong. */
    public Mono<ServerResponse> post(ServerRequest request) {
        return request.formData()
                .map(CommentForm::of)
                .flatMap(form -> readable(request).flatMap(article -> post(request, article, form)))
                .switchIfEmpty(Mono.defer(() -> pages.notFound(request)));
    }

    /** {@code GET /articles/{slug}/comments/{id}}: what became of a comment, for the browser that sent it. */
    public Mono<ServerResponse> received(ServerRequest request) {
        return ownPage(request, (article, id) -> settled(id, editToken(request, id))
                .flatMap(own -> received(request, HttpStatus.OK, article, id, own, null, null)));
    }

    /** {@code POST /articles/{slug}/comments/{id}}: gives it another text, or takes it back; 303 to its page. */
    public Mono<ServerResponse> change(ServerRequest request) {
        return ownPage(request, (article, id) -> {
            String editToken = editToken(request, id);
            return editToken == null
                    ? seeOther(article, id).build()
                    : request.formData().flatMap(fields -> change(request, article, id, editToken, fields));
        });
    }

    private Mono<ServerResponse> ownPage(
            ServerRequest request, BiFunction<ArticleView, UUID, Mono<ServerResponse>> page) {
        return Mono.justOrEmpty(id(request.pathVariable("id")))
                .flatMap(id -> readable(request).flatMap(article -> page.apply(article, id)))
                .switchIfEmpty(Mono.defer(() -> pages.notFound(request)));
    }

    private Mono<ServerResponse> change(
            ServerRequest request,
            ArticleView article,
            UUID id,
            String editToken,
            MultiValueMap<String, String> fields) {
        String body = FormFields.text(fields, "body").replace("\r\n", "\n");
        boolean deleting = fields.containsKey("delete");
        if (!deleting && body.isBlank()) {
            return unchanged(
                    request,
                    article,
                    id,
                    editToken,
                    body,
                    422,
                    pages.locale(request).message("form.wrong.required"));
        }
        String typed = deleting ? null : body;
        return (deleting ? comments.delete(id, editToken) : comments.edit(id, editToken, body)).flatMap(outcome -> {
            if (outcome instanceof ServiceResponse.Accepted<Object>) {
                return seeOther(article, id).build();
            }
            if (outcome instanceof ServiceResponse.Refused<Object> refused) {
                return unchanged(
                        request, article, id, editToken, typed, refused.status(), whyUnchanged(request, refused));
            }
            return unchanged(
                    request,
                    article,
                    id,
                    editToken,
                    typed,
                    503,
                    pages.locale(request).message("form.away"));
        });
    }

    private String whyUnchanged(ServerRequest request, ServiceResponse.Refused<?> refused) {
        return switch (refused.status()) {
            case 404, 409 -> pages.locale(request).message("own.late");
            case 413 -> pages.locale(request).message("form.refused.body");
            case 429 -> pages.locale(request).message("form.limited");
            default ->
                wrongFields(request, refused.errors())
                        .getOrDefault("body", pages.locale(request).message("form.refused"));
        };
    }

    /** The page again, with what was typed and what was wrong with it. */
    private Mono<ServerResponse> unchanged(
            ServerRequest request,
            ArticleView article,
            UUID id,
            String editToken,
            @Nullable String typed,
            int status,
            String wrong) {
        return comments.own(id, editToken)
                .defaultIfEmpty(GONE)
                .onErrorReturn(UNKNOWN)
                .flatMap(own -> received(request, HttpStatusCode.valueOf(status), article, id, own, typed, wrong));
    }

    private Mono<ServerResponse> post(ServerRequest request, ArticleView article, CommentForm form) {
        Map<String, String> missing = missing(request, form);
        if (!missing.isEmpty()) {
            return again(request, HttpStatus.UNPROCESSABLE_CONTENT, article, form, missing, "form.problem");
        }
        return comments.post(article.id(), form).flatMap(outcome -> {
            if (outcome instanceof ServiceResponse.Accepted<AcceptedComment> accepted) {
                return seeOther(article, accepted.answer());
            }
            if (outcome instanceof ServiceResponse.Refused<AcceptedComment> refused) {
                return refused(request, article, form, refused);
            }
            return again(request, HttpStatus.SERVICE_UNAVAILABLE, article, form, Map.of(), "form.away");
        });
    }

    private Mono<ServerResponse> refused(
            ServerRequest request, ArticleView article, CommentForm form, ServiceResponse.Refused<?> refused) {
        HttpStatusCode status = HttpStatusCode.valueOf(refused.status());
        return switch (refused.status()) {
            // Known to the article service, not yet to the comment service: it will be in a moment.
            case 404 -> again(request, HttpStatus.SERVICE_UNAVAILABLE, article, form, Map.of(), "form.away");
            case 409 -> again(request, status, article, form, Map.of(), "form.closed");
            case 413 -> again(request, status, article, form, wrongBody(request), "form.problem");
            case 429 -> again(request, status, article, form, Map.of(), "form.limited");
            default -> wrong(request, status, article, form, wrongFields(request, refused.errors()));
        };
    }

    /** What answers a comment that was taken away can be sent as a comment of its own. */
    private Mono<ServerResponse> wrong(
            ServerRequest request,
            HttpStatusCode status,
            ArticleView article,
            CommentForm form,
            Map<String, String> errors) {
        return errors.containsKey("parentId")
                ? again(request, status, article, form.answeringNone(), Map.of(), "form.parentGone")
                : again(request, status, article, form, errors, errors.isEmpty() ? "form.refused" : "form.problem");
    }

    private Map<String, String> wrongBody(ServerRequest request) {
        return Map.of("body", pages.locale(request).message("form.refused.body"));
    }

    private Mono<ServerResponse> again(
            ServerRequest request,
            HttpStatusCode status,
            ArticleView article,
            CommentForm form,
            Map<String, String> errors,
            String problem) {
        CommentForm refused = form.refused(errors, pages.locale(request).message(problem));
        return answered(article, form.parentId())
                .onErrorResume(away -> Mono.empty())
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(parent -> form(request, status, article, refused, parent.orElse(null)));
    }

    /** The comment that a form answers; empty where it is none of the article's, or was taken away. */
    private Mono<CommentDetails> answered(ArticleView article, @Nullable String parentId) {
        return Mono.justOrEmpty(parentId).flatMap(comments::byId).filter(parent -> article.id()
                .equals(parent.articleId()));
    }

    /** Where a thread is closed, its comments can still be read. */
    private static Mono<ServerResponse> closed(ArticleView article, CommentDetails parent) {
        return ServerResponse.seeOther(URI.create(CommentThread.placeOf(article, parent.id())))
                .build();
    }

    private Mono<ServerResponse> form(
            ServerRequest request,
            HttpStatusCode status,
            ArticleView json,
            CommentForm form,
            @Nullable CommentDetails parent) {
        Article article = Article.of(json, pages.locale(request).style());
        String title = parent == null
                ? pages.locale(request).message("respond.heading")
                : pages.locale(request).message("respond.reply", parent.author().name());
        Map<String, Object> model = new HashMap<>(Map.of("article", article, "form", form));
        if (parent != null) {
            model.put("parent", parent);
            model.put("answered", CommentWords.of(parent.bodyHtml()));
        }
        PageFrame page = PageFrame.unlisted(title, request.path());
        return status.is2xxSuccessful()
                ? pages.form(request, "comment", page, model)
                : pages.personal(request, status, "comment", page, model);
    }

    private Mono<ServerResponse> seeOther(ArticleView article, AcceptedComment received) {
        String page = pageOf(article, received.id());
        return ServerResponse.seeOther(URI.create(page))
                .cookie(ResponseCookie.from(COOKIE, received.id() + "." + received.editToken())
                        .path(page)
                        .httpOnly(true)
                        .sameSite("Lax")
                        .secure(pages.site().url().startsWith("https:"))
                        .maxAge(COOKIE_KEPT)
                        .build())
                .build();
    }

    private static ServerResponse.BodyBuilder seeOther(ArticleView article, UUID id) {
        return ServerResponse.seeOther(URI.create(pageOf(article, id)));
    }

    private static String pageOf(ArticleView article, Object id) {
        return "/articles/" + UriUtils.encodePathSegment(article.slug(), "UTF-8") + "/comments/" + id;
    }

    /**
     * @param typed what was typed and not taken, or null
     * @param wrong what was wrong with it, or null
     */
    private Mono<ServerResponse> received(
            ServerRequest request,
            HttpStatusCode status,
            ArticleView json,
            UUID id,
            CommentClient.Own own,
            @Nullable String typed,
            @Nullable String wrong) {
        String outcome = outcome(own.status());
        Map<String, Object> model = new HashMap<>(Map.of(
                "article", Article.of(json, pages.locale(request).style()),
                "outcome", outcome,
                "place", CommentThread.placeOf(json, id)));
        if (own.bodyHtml() != null && !outcome.equals("gone")) {
            model.put("shown", CommentWords.of(own.bodyHtml()));
        }
        String body = typed;
        Instant until = own.editableUntil();
        if (until != null && until.isAfter(clock.instant())) {
            model.put("until", pages.locale(request).style().minute(until));
            if (typed == null && !outcome.equals("rejected")) {
                body = own.body();
            }
        }
        if (body != null) {
            model.put("body", body);
        }
        if (wrong != null) {
            model.put("wrong", wrong);
            model.put("late", LATE.contains(status.value()));
        }
        PageFrame page = PageFrame.unlisted(pages.locale(request).message("received.title"), pageOf(json, id));
        return pages.personal(request, status, "comment-received", page, model);
    }

    /** Waits a moment for the judgement. A comment service that is away has the comment all the same. */
    private Mono<CommentClient.Own> settled(UUID id, @Nullable String editToken) {
        AtomicReference<CommentClient.Own> last = new AtomicReference<>(UNKNOWN);
        return Mono.defer(() -> comments.own(id, editToken))
                .defaultIfEmpty(GONE)
                .doOnNext(last::set)
                .filter(own -> !outcome(own.status()).equals("pending"))
                .repeatWhenEmpty(LOOKS, looks -> looks.delayElements(BETWEEN_LOOKS))
                .onErrorResume(away -> Mono.fromSupplier(last::get));
    }

    /** One of the names in {@code received.*}. */
    private static String outcome(@Nullable String status) {
        return switch (status == null ? "approved" : status) {
            case "pending", "held", "rejected" -> String.valueOf(status);
            case CommentView.DELETED -> "gone";
            default -> "approved";
        };
    }

    private static @Nullable String editToken(ServerRequest request, UUID id) {
        HttpCookie cookie = request.cookies().getFirst(COOKIE);
        String prefix = id + ".";
        return cookie == null || !cookie.getValue().startsWith(prefix)
                ? null
                : cookie.getValue().substring(prefix.length());
    }

    private static Optional<UUID> id(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private Map<String, String> missing(ServerRequest request, CommentForm form) {
        Map<String, String> missing = new HashMap<>();
        Map.of("body", form.body(), "name", form.name(), "email", form.email()).forEach((field, value) -> {
            if (value.isBlank()) {
                missing.put(field, pages.locale(request).message("form.wrong.required"));
            }
        });
        return missing;
    }

    /**
     * What the site says of each field that the service found fault with: in its own language, which the service's is
     * not. The service names fields as its JSON does ({@code author.email}), the form by their last word.
     */
    private Map<String, String> wrongFields(ServerRequest request, List<ServiceResponse.Wrong> errors) {
        Map<String, String> wrong = new HashMap<>();
        for (ServiceResponse.Wrong error : errors) {
            String field = error.field().substring(error.field().lastIndexOf('.') + 1);
            if (FIELDS.contains(field)) {
                wrong.put(field, pages.locale(request).message("form.refused." + field));
            } else if (field.equals("parentId")) {
                wrong.put(field, pages.locale(request).message("form.parentGone"));
            }
        }
        return wrong;
    }
}
