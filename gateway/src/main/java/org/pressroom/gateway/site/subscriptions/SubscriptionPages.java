package org.pressroom.gateway.site.subscriptions;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.contract.ConfirmationView;
import org.pressroom.common.contract.Named;
import org.pressroom.common.contract.SubscriptionView;
import org.pressroom.common.contract.TopicView;
import org.pressroom.common.text.Slug;
import org.pressroom.gateway.cookies.ReaderCookie;
import org.pressroom.gateway.readers.Readers;
import org.pressroom.gateway.site.articles.ArticleClient;
import org.pressroom.gateway.site.calls.ServiceAwayException;
import org.pressroom.gateway.site.calls.ServiceResponse;
import org.pressroom.gateway.site.rendering.FormFields;
import org.pressroom.gateway.site.rendering.PageFrame;
import org.pressroom.gateway.site.rendering.PageRenderer;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseCookie;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Mono;

/** Subscribing, confirming and leaving without JavaScript. A link in a mail shows a page and changes nothing. */
public final class SubscriptionPages {
    /** What the page of a subscription may say after a redirect, by the status in which it is true. */
    private static final Map<String, String> SAID =
            Map.of("confirmed", "confirmed", "saved", "confirmed", "left", "ended");

    /** What a service answers where it is the token that it does not take. */
    private static final Set<Integer> NO_SUCH_LINK = Set.of(400, 404, 410, 422);

    /** What it answers where it is the topics that it does not take. */
    private static final Set<Integer> NOT_AS_SENT = Set.of(400, 409, 422);

    /** What RFC 8058 has a mail program send, and our button. */
    private static final Map<String, List<String>> ONE_CLICK = Map.of("List-Unsubscribe", List.of("One-Click"));

    private final PageRenderer pages;
    private final ArticleClient articles;
    private final SubscriptionClient subscriptions;
    private final Readers readers;
    private final ReaderCookie cookie;

    public SubscriptionPages(
            PageRenderer pages,
            ArticleClient articles,
            SubscriptionClient subscriptions,
            Readers readers,
            ReaderCookie cookie) {
        this.pages = pages;
        this.articles = articles;
        this.subscriptions = subscriptions;
        this.readers = readers;
        this.cookie = cookie;
    }

    /** {@code GET /subscriptions}: the one page of these that search engines may show. */
    public Mono<ServerResponse> offer(ServerRequest request) {
        PageFrame page = new PageFrame(
                pages.locale(request).message("subscribe.title"),
                pages.locale(request)
                        .message("subscribe.description", pages.site().name()),
                pages.site().url() + "/subscriptions",
                "/subscriptions",
                pages.locale(request).message("offer.title"),
                "website",
                null,
                true,
                null,
                null,
                null,
                List.of());
        return pages.form(request, "subscribe", page, Map.of("subscription", SubscriptionForm.toEverything()));
    }

    /** {@code POST /subscriptions}: 303 to "check your mail", or the form again with what was wrong. */
    public Mono<ServerResponse> subscribe(ServerRequest request) {
        return request.formData().map(SubscriptionForm::of).flatMap(form -> subscribe(request, form));
    }

    /** {@code GET /subscriptions/check-mail}. */
    public Mono<ServerResponse> checkMail(ServerRequest request) {
        return notice(request, HttpStatus.OK, Notice.saying("check-mail"));
    }

    /** {@code GET /subscriptions/confirm?token=}: a page with a button, for a mail scanner follows links. */
    public Mono<ServerResponse> confirmation(ServerRequest request) {
        return request.queryParam("token")
                .filter(token -> !token.isBlank())
                .map(token -> subscriptions
                        .asked(token)
                        .flatMap(asked -> confirmation(request, token, asked))
                        // Without what it is about the button works all the same, or will in a moment.
                        .onErrorResume(
                                ServiceAwayException.class,
                                away -> notice(request, HttpStatus.OK, confirming(request, token, null)))
                        .switchIfEmpty(Mono.defer(
                                () -> notice(request, HttpStatus.NOT_FOUND, Notice.saying("confirm-failed")))))
                .orElseGet(() -> notice(request, HttpStatus.BAD_REQUEST, Notice.saying("confirm-failed")));
    }

    private Mono<ServerResponse> confirmation(ServerRequest request, String token, ConfirmationView asked) {
        return notice(
                request,
                HttpStatus.OK,
                Boolean.TRUE.equals(asked.alreadyConfirmed())
                        ? Notice.saying("already-confirmed")
                        : confirming(request, token, asked.topics()));
    }

    private Notice confirming(ServerRequest request, String token, @Nullable List<TopicView> topics) {
        return topics == null
                ? Notice.asking("confirm-any", "/subscriptions/confirm", Map.of("token", List.of(token)))
                : Notice.asking("confirm", "/subscriptions/confirm", Map.of("token", List.of(token)))
                        .about(Chosen.of(topics, pages.locale(request)));
    }

    /**
     * {@code POST /subscriptions/confirm}: 303 to the subscription, which says what is sent from now on, or to "already
     * confirmed"; else the reason why not. Whoever confirms reads what is for subscribers from then on.
     */
    public Mono<ServerResponse> confirm(ServerRequest request) {
        return request.formData()
                .map(fields -> FormFields.text(fields, "token"))
                .flatMap(token -> subscriptions.confirm(token).flatMap(outcome -> {
                    if (outcome instanceof ServiceResponse.Accepted<ConfirmationView> accepted) {
                        return confirmed(accepted.answer());
                    }
                    return status(outcome) == HttpStatus.CONFLICT.value()
                            ? notice(request, HttpStatus.CONFLICT, Notice.saying("confirm-full"))
                            : failed(
                                    request,
                                    outcome,
                                    "confirm-failed",
                                    "/subscriptions/confirm",
                                    Map.of("token", List.of(token)));
                }));
    }

    private Mono<ServerResponse> confirmed(ConfirmationView request) {
        String token = request.manageToken();
        String reader = request.readerToken();
        String address = token == null ? "/subscriptions/confirmed" : manageAddress(token, "confirmed");
        return reader == null ? seeOther(address) : seeOther(address, cookie.carrying(reader));
    }

    /**
     * {@code GET /subscriptions/read?token=&article=}: where a mail's link to what is for subscribers leads. It signs this
     * browser's reader in, which opens nothing else and changes nothing for anybody, and goes on to the article of that
     * slug, or else to the front page.
     */
    public Mono<ServerResponse> read(ServerRequest request) {
        String token = request.queryParam("token").orElse("");
        String address = request.queryParam("article")
                .filter(Slug::isValid)
                .map(slug -> "/articles/" + slug)
                .orElse("/");
        return readers.isSubscribed(token)
                .flatMap(yes -> yes
                        ? seeOther(address, cookie.carrying(token))
                        : notice(request, HttpStatus.NOT_FOUND, Notice.saying("read-failed")));
    }

    /** {@code POST /subscriptions/read/end}: this browser's reader is a stranger again. */
    public Mono<ServerResponse> stopReading(ServerRequest request) {
        return seeOther("/", cookie.removed());
    }

    /** {@code GET /subscriptions/confirmed}: where a link leads that was used before. */
    public Mono<ServerResponse> confirmed(ServerRequest request) {
        return notice(request, HttpStatus.OK, Notice.saying("already-confirmed"));
    }

    /** {@code GET /subscriptions/unsubscribe?token=}: a page with a button that posts to the same address. */
    public Mono<ServerResponse> leaving(ServerRequest request) {
        return request.queryParam("token")
                .filter(token -> !token.isBlank())
                .map(token -> notice(
                        request, HttpStatus.OK, Notice.asking("unsubscribe", unsubscribeAddress(token), ONE_CLICK)))
                .orElseGet(() -> notice(request, HttpStatus.BAD_REQUEST, Notice.saying("unsubscribe-failed")));
    }

    /** {@code POST /subscriptions/unsubscribe?token=}: 200 at once, as RFC 8058 wants it, for a mail program too. */
    public Mono<ServerResponse> leave(ServerRequest request) {
        String token = request.queryParam("token").orElse("");
        return subscriptions
                .unsubscribe(token)
                .flatMap(outcome -> outcome instanceof ServiceResponse.Accepted
                        ? notice(request, HttpStatus.OK, Notice.saying("unsubscribed"))
                        : failed(request, outcome, "unsubscribe-failed", unsubscribeAddress(token), ONE_CLICK));
    }

    /** {@code GET /subscriptions/manage?token=}: what the mails' link shows: what is sent, and ways to change and end it. */
    public Mono<ServerResponse> management(ServerRequest request) {
        String token = request.queryParam("token").orElse("");
        return subscriptions
                .managed(token)
                .flatMap(subscription -> management(request, HttpStatus.OK, token, subscription, null))
                .switchIfEmpty(Mono.defer(() -> unknown(request)));
    }

    /**
     * {@code POST /subscriptions/manage}: {@code action} is {@code save}, {@code leave}, or {@code erase}, which forgets the
     * address too. 303 to a page that says what happened.
     */
    public Mono<ServerResponse> manage(ServerRequest request) {
        return request.formData().flatMap(fields -> {
            String token = FormFields.text(fields, "token");
            return switch (FormFields.text(fields, "action")) {
                case "save" -> change(request, token, ManageForm.sent(fields));
                case "leave" -> leave(request, token, "leave", manageAddress(token, "left"));
                case "erase" -> leave(request, token, "erase", "/subscriptions/erased");
                default -> pages.failure(request, HttpStatus.BAD_REQUEST);
            };
        });
    }

    /** {@code GET /subscriptions/erased}. */
    public Mono<ServerResponse> erased(ServerRequest request) {
        return notice(request, HttpStatus.OK, Notice.saying("erased"));
    }

    private Mono<ServerResponse> leave(ServerRequest request, String token, String action, String then) {
        return subscriptions
                .leave(token, action.equals("erase"))
                .flatMap(outcome -> outcome instanceof ServiceResponse.Accepted
                        ? seeOther(then)
                        : managing(request, outcome, token, action, List.of()));
    }

    private Mono<ServerResponse> change(ServerRequest request, String token, List<String> sent) {
        return subscriptions.change(token, ManageForm.toJson(sent)).flatMap(outcome -> {
            if (outcome instanceof ServiceResponse.Accepted) {
                return seeOther(manageAddress(token, "saved"));
            }
            int status = status(outcome);
            return NOT_AS_SENT.contains(status)
                    ? subscriptions
                            .managed(token)
                            .flatMap(subscription ->
                                    management(request, HttpStatusCode.valueOf(status), token, subscription, sent))
                            .switchIfEmpty(Mono.defer(() -> unknown(request)))
                            .onErrorResume(
                                    ServiceAwayException.class,
                                    away -> managing(request, new ServiceResponse.Away<>(), token, "save", sent))
                    : managing(request, outcome, token, "save", sent);
        });
    }

    private Mono<ServerResponse> managing(
            ServerRequest request, ServiceResponse<?> outcome, String token, String action, List<String> topics) {
        return failed(
                request,
                outcome,
                "unsubscribe-failed",
                "/subscriptions/manage",
                Map.of("token", List.of(token), "action", List.of(action), "topic", topics));
    }

    /** @param refused what was sent and not taken, or null */
    private Mono<ServerResponse> management(
            ServerRequest request,
            HttpStatusCode status,
            String token,
            SubscriptionView subscription,
            @Nullable List<String> refused) {
        return articles.categories()
                .onErrorReturn(List.of())
                .map(all -> all.stream()
                        .map(each -> new Named(each.slug(), each.name()))
                        .toList())
                .map(categories -> ManageForm.of(subscription, categories, pages.locale(request)))
                .map(form -> refused == null
                        ? form
                        : form.refused(refused, pages.locale(request).message(wrong(refused))))
                .flatMap(form -> {
                    Map<String, Object> model = new HashMap<>();
                    model.put("subscription", subscription);
                    model.put("chosen", Chosen.of(subscription.topics(), pages.locale(request)));
                    model.put("form", form);
                    model.put("token", token);
                    request.queryParam("said")
                            .filter(said -> subscription.status().equals(SAID.get(said)))
                            .ifPresent(said -> model.put("said", said));
                    return pages.personal(
                            request,
                            status,
                            "manage",
                            PageFrame.unlisted(pages.locale(request).message("manage.title"), request.path()),
                            model);
                });
    }

    private static String wrong(List<String> sent) {
        return ManageForm.toJson(sent).isEmpty() ? "manage.wrong.none" : "manage.wrong";
    }

    private Mono<ServerResponse> unknown(ServerRequest request) {
        return notice(request, HttpStatus.NOT_FOUND, Notice.saying("unsubscribe-failed"));
    }

    private Mono<ServerResponse> subscribe(ServerRequest request, SubscriptionForm form) {
        if (form.email().isEmpty()) {
            return again(request, HttpStatus.UNPROCESSABLE_CONTENT, form, "form.wrong.required", "form.problem");
        }
        return subscriptions.subscribe(form).flatMap(outcome -> {
            if (outcome instanceof ServiceResponse.Accepted) {
                return seeOther("/subscriptions/check-mail");
            }
            if (outcome instanceof ServiceResponse.Refused<Object> refused) {
                return refused(request, form, refused);
            }
            return offer(
                    request,
                    HttpStatus.SERVICE_UNAVAILABLE,
                    form.refused(Map.of(), pages.locale(request).message("form.away")));
        });
    }

    private Mono<ServerResponse> refused(
            ServerRequest request, SubscriptionForm form, ServiceResponse.Refused<Object> refused) {
        HttpStatusCode status = HttpStatusCode.valueOf(refused.status());
        if (refused.names("email")) {
            return again(request, status, form, "form.wrong.email", "form.problem");
        }
        if (refused.names("topics")) {
            return offer(
                    request,
                    status,
                    form.withoutChoice().refused(Map.of(), pages.locale(request).message("form.wrong.topic")));
        }
        String problem = refused.status() == HttpStatus.TOO_MANY_REQUESTS.value() ? "form.limited" : "form.refused";
        return offer(
                request, status, form.refused(Map.of(), pages.locale(request).message(problem)));
    }

    private Mono<ServerResponse> again(
            ServerRequest request, HttpStatusCode status, SubscriptionForm form, String wrong, String problem) {
        return offer(
                request,
                status,
                form.refused(
                        Map.of("email", pages.locale(request).message(wrong)),
                        pages.locale(request).message(problem)));
    }

    private Mono<ServerResponse> offer(ServerRequest request, HttpStatusCode status, SubscriptionForm form) {
        PageFrame page = PageFrame.unlisted(pages.locale(request).message("subscribe.title"), "/subscriptions");
        return offering(request, form)
                .flatMap(offer -> pages.personal(request, status, "subscribe", page, Map.of("subscription", offer)));
    }

    /** What a page offered is offered again by its name, which is asked for: a form can say anything. */
    private Mono<SubscriptionForm> offering(ServerRequest request, SubscriptionForm form) {
        List<String> offered = SubscriptionForm.parts(form.offered());
        return offered == null
                ? Mono.just(form)
                : articles.newest(offered.get(0), offered.get(1), null, null, 1)
                        .filter(found -> !found.items().isEmpty())
                        .map(found -> ArticleClient.nameOf(
                                offered.get(0), offered.get(1), found.items().get(0)))
                        .map(name -> form.offering(name, pages.locale(request).message("form.subscribe.all")))
                        .onErrorReturn(form)
                        .defaultIfEmpty(form);
    }

    /** @param refusal what is said where the link itself is no good; else the same can be sent again */
    private Mono<ServerResponse> failed(
            ServerRequest request,
            ServiceResponse<?> outcome,
            String refusal,
            String action,
            Map<String, List<String>> fields) {
        int status = status(outcome);
        if (NO_SUCH_LINK.contains(status)) {
            return notice(request, HttpStatusCode.valueOf(status), Notice.saying(refusal));
        }
        String name = status == HttpStatus.TOO_MANY_REQUESTS.value() ? "limited" : "away";
        return notice(request, HttpStatusCode.valueOf(status), Notice.asking(name, action, fields));
    }

    private static int status(ServiceResponse<?> outcome) {
        return outcome instanceof ServiceResponse.Refused<?> refused
                ? refused.status()
                : HttpStatus.SERVICE_UNAVAILABLE.value();
    }

    private static Mono<ServerResponse> seeOther(String address) {
        return ServerResponse.seeOther(URI.create(address)).build();
    }

    private static Mono<ServerResponse> seeOther(String address, ResponseCookie cookie) {
        return ServerResponse.seeOther(URI.create(address)).cookie(cookie).build();
    }

    private static String manageAddress(String token, String said) {
        return UriComponentsBuilder.fromPath("/subscriptions/manage")
                .queryParam("token", "{token}")
                .queryParam("said", said)
                .encode()
                .buildAndExpand(token)
                .toUriString();
    }

    private static String unsubscribeAddress(String token) {
        return UriComponentsBuilder.fromPath("/subscriptions/unsubscribe")
                .queryParam("token", "{token}")
                .encode()
                .buildAndExpand(token)
                .toUriString();
    }

    private Mono<ServerResponse> notice(ServerRequest request, HttpStatusCode status, Notice notice) {
        PageFrame page =
                PageFrame.unlisted(pages.locale(request).message("notice." + notice.name() + ".title"), request.path());
        return pages.personal(request, status, "notice", page, Map.of("notice", notice));
    }
}
