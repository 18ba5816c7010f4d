package org.pressroom.subscription.subscribing;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.http.ETags;
import org.pressroom.common.idempotency.IdempotencyKeys;
import org.pressroom.common.problem.Problems;
import org.pressroom.common.security.Caller;
import org.pressroom.subscription.links.LinkPurpose;
import org.pressroom.subscription.links.LinkTokens;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Subscribing over HTTP. */
@RestController
class SubscriptionsEndpoint {

    private final Subscribing subscribing;
    private final IdempotencyKeys idempotency;
    private final LinkTokens links;

    SubscriptionsEndpoint(Subscribing subscribing, IdempotencyKeys idempotency, LinkTokens links) {
        this.subscribing = subscribing;
        this.idempotency = idempotency;
        this.links = links;
    }

    /** The one answer to every request that can be understood, whether or not the address is known. */
    record Accepted(String status) {}

    /** The body of a confirmation. */
    record Confirmation(@Nullable String token) {}

    /** A subscription that was just confirmed, with what opens it again. */
    record Confirmed(String status, List<Subject> topics, String frequency, String manageToken) {}

    @PostMapping("/api/subscriptions")
    Mono<ResponseEntity<?>> subscribe(@RequestBody SubscribeBody body, Caller caller, ServerWebExchange exchange) {
        SubscribeBody.Checked checked = body.check();
        return idempotency.run(exchange, caller, body, () -> subscribing
                .subscribe(checked.address(), checked.wish())
                .thenReturn(ResponseEntity.status(HttpStatus.ACCEPTED).body(new Accepted("pending"))));
    }

    @PostMapping("/api/subscriptions/confirmation")
    Mono<Confirmed> confirm(@RequestBody Confirmation body) {
        String token = body.token();
        if (token == null || token.isBlank()) {
            throw Problems.invalid("token", "is required");
        }
        return subscribing.confirm(token).map(this::confirmed);
    }

    @GetMapping("/api/subscriptions/{manageToken}")
    Mono<ResponseEntity<SubscriptionView>> show(@PathVariable String manageToken, ServerHttpRequest request) {
        return subscribing.managed(manageToken).map(subscription -> answer(request, subscription));
    }

    @PatchMapping("/api/subscriptions/{manageToken}")
    Mono<ResponseEntity<SubscriptionView>> change(@PathVariable String manageToken, @RequestBody ChangeBody body) {
        return subscribing.change(manageToken, body).map(subscription -> ResponseEntity.ok()
                .eTag(ETags.strong(subscription.version()))
                .body(SubscriptionView.of(subscription)));
    }

    @DeleteMapping("/api/subscriptions/{manageToken}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> leave(@PathVariable String manageToken, @RequestParam(defaultValue = "false") boolean erase) {
        return subscribing.leave(manageToken, erase);
    }

    /**
     * What the gateway passes on when a mail program posts to the address in {@code List-Unsubscribe} (RFC 8058). The
     * body says nothing that the address does not, so it is not looked at.
     */
    @PostMapping("/subscriptions/unsubscribe")
    @ResponseStatus(HttpStatus.OK)
    Mono<Void> unsubscribe(@RequestParam String token) {
        return subscribing.unsubscribe(token);
    }

    private Confirmed confirmed(Subscription subscription) {
        return new Confirmed(
                subscription.status(),
                subscription.wish().subjects(),
                subscription.wish().frequency().label(),
                links.issue(LinkPurpose.MANAGE, subscription.id()));
    }

    private static ResponseEntity<SubscriptionView> answer(ServerHttpRequest request, Subscription subscription) {
        return ETags.respond(request, ETags.strong(subscription.version()), SubscriptionView.of(subscription));
    }
}
