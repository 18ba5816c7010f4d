package org.pressroom.gateway.site;

import java.net.URI;
import java.util.Map;
import java.util.function.Function;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Mono;

/** Subscribing, confirming and leaving without JavaScript. A link in a mail shows a page and changes nothing. */
final class SubscriptionPages {
    private final Pages pages;
    private final Subscriptions subscriptions;

    SubscriptionPages(Pages pages, Subscriptions subscriptions) {
        this.pages = pages;
        this.subscriptions = subscriptions;
    }

    /** {@code GET /subscriptions}. */
    Mono<ServerResponse> offer(ServerRequest request) {
        return offer(request, HttpStatus.OK, SubscriptionForm.toEverything());
    }

    /** {@code POST /subscriptions}: 303 to "check your mail", or the form again with what was wrong. */
    Mono<ServerResponse> subscribe(ServerRequest request) {
        return request.formData().map(SubscriptionForm::of).flatMap(form -> subscribe(request, form));
    }

    /** {@code GET /subscriptions/check-mail}. */
    Mono<ServerResponse> checkMail(ServerRequest request) {
        return pages.notice(request, HttpStatus.OK, Notice.saying("check-mail"));
    }

    /** {@code GET /subscriptions/confirm?token=}: a page with a button, for a mail scanner follows links. */
    Mono<ServerResponse> confirmation(ServerRequest request) {
        return asked(
                request,
                "confirm",
                token -> Notice.asking("confirm", "/subscriptions/confirm", Map.of("token", token)));
    }

    /** {@code POST /subscriptions/confirm}: 303 to "you are subscribed", or the reason why not. */
    Mono<ServerResponse> confirm(ServerRequest request) {
        return request.formData()
                .map(fields -> FormFields.text(fields, "token"))
                .flatMap(subscriptions::confirm)
                .flatMap(outcome -> outcome instanceof Outcome.Accepted
                        ? ServerResponse.seeOther(URI.create("/subscriptions/confirmed"))
                                .build()
                        : failed(request, outcome, "confirm-failed"));
    }

    /** {@code GET /subscriptions/confirmed}. */
    Mono<ServerResponse> confirmed(ServerRequest request) {
        return pages.notice(request, HttpStatus.OK, Notice.saying("confirmed"));
    }

    /** {@code GET /subscriptions/unsubscribe?token=}: a page with a button that posts to the same address. */
    Mono<ServerResponse> leaving(ServerRequest request) {
        return asked(
                request,
                "unsubscribe",
                token -> Notice.asking(
                        "unsubscribe", unsubscribeAddress(token), Map.of("List-Unsubscribe", "One-Click")));
    }

    /** {@code POST /subscriptions/unsubscribe?token=}: 200 at once, as RFC 8058 wants it, for a mail program too. */
    Mono<ServerResponse> leave(ServerRequest request) {
        return subscriptions
                .unsubscribe(request.queryParam("token").orElse(""))
                .flatMap(outcome -> outcome instanceof Outcome.Accepted
                        ? pages.notice(request, HttpStatus.OK, Notice.saying("unsubscribed"))
                        : failed(request, outcome, "unsubscribe-failed"));
    }

    /** {@code GET /subscriptions/manage?token=}: what the mails' link shows: what is subscribed to, and ways to end it. */
    Mono<ServerResponse> management(ServerRequest request) {
        String token = request.queryParam("token").orElse("");
        return subscriptions
                .managed(token)
                .flatMap(subscription -> pages.personal(
                        request,
                        HttpStatus.OK,
                        "manage",
                        Page.unlisted(pages.message("manage.title"), request.path()),
                        Map.of("subscription", subscription, "token", token)))
                .switchIfEmpty(Mono.defer(
                        () -> pages.notice(request, HttpStatus.NOT_FOUND, Notice.saying("unsubscribe-failed"))));
    }

    /** {@code POST /subscriptions/manage}: ends the subscription; with {@code erase=true} the address is forgotten too. */
    Mono<ServerResponse> manage(ServerRequest request) {
        return request.formData()
                .flatMap(fields -> subscriptions.leave(
                        FormFields.text(fields, "token"), "true".equals(FormFields.text(fields, "erase"))))
                .flatMap(outcome -> outcome instanceof Outcome.Accepted
                        ? pages.notice(request, HttpStatus.OK, Notice.saying("unsubscribed"))
                        : failed(request, outcome, "unsubscribe-failed"));
    }

    /** The page that a link in a mail opens: a question about its token. */
    private Mono<ServerResponse> asked(ServerRequest request, String name, Function<String, Notice> question) {
        return request.queryParam("token")
                .filter(token -> !token.isBlank())
                .map(token -> pages.notice(request, HttpStatus.OK, question.apply(token)))
                .orElseGet(() -> pages.notice(request, HttpStatus.BAD_REQUEST, Notice.saying(name + "-failed")));
    }

    private Mono<ServerResponse> subscribe(ServerRequest request, SubscriptionForm form) {
        if (form.email().isEmpty()) {
            return again(request, HttpStatus.UNPROCESSABLE_CONTENT, form, "form.wrong.required", "form.problem");
        }
        return subscriptions.subscribe(form).flatMap(outcome -> {
            if (outcome instanceof Outcome.Accepted) {
                return ServerResponse.seeOther(URI.create("/subscriptions/check-mail"))
                        .build();
            }
            if (outcome instanceof Outcome.Refused<Object> refused) {
                HttpStatusCode status = HttpStatusCode.valueOf(refused.status());
                return refused.status() == HttpStatus.TOO_MANY_REQUESTS.value()
                        ? offer(request, status, form.refused(Map.of(), pages.message("form.limited")))
                        : again(request, status, form, "form.wrong.email", "form.problem");
            }
            return offer(request, HttpStatus.SERVICE_UNAVAILABLE, form.refused(Map.of(), pages.message("form.away")));
        });
    }

    private Mono<ServerResponse> again(
            ServerRequest request, HttpStatusCode status, SubscriptionForm form, String wrong, String problem) {
        return offer(request, status, form.refused(Map.of("email", pages.message(wrong)), pages.message(problem)));
    }

    private Mono<ServerResponse> offer(ServerRequest request, HttpStatusCode status, SubscriptionForm form) {
        Page page = Page.unlisted(pages.message("subscribe.title"), "/subscriptions");
        return pages.personal(request, status, "subscribe", page, Map.of("subscription", form));
    }

    private Mono<ServerResponse> failed(ServerRequest request, Outcome<?> outcome, String refusal) {
        return outcome instanceof Outcome.Refused<?> refused
                ? pages.notice(request, HttpStatusCode.valueOf(refused.status()), Notice.saying(refusal))
                : pages.notice(request, HttpStatus.SERVICE_UNAVAILABLE, Notice.saying("away"));
    }

    private static String unsubscribeAddress(String token) {
        return UriComponentsBuilder.fromPath("/subscriptions/unsubscribe")
                .queryParam("token", "{token}")
                .encode()
                .buildAndExpand(token)
                .toUriString();
    }
}
