package org.pressroom.subscription.subscribing;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.contract.ConfirmationView;
import org.pressroom.common.contract.SubscriptionView;
import org.pressroom.common.http.JsonBytes;
import org.pressroom.common.http.Refusals;
import org.pressroom.common.http.TaggedJson;
import org.pressroom.common.idempotency.IdempotencyKeys;
import org.pressroom.common.idempotency.Idempotent;
import org.pressroom.common.problem.Problems;
import org.pressroom.common.security.Caller;
import org.pressroom.subscription.links.LinkPurpose;
import org.pressroom.subscription.links.LinkTokens;
import org.pressroom.subscription.links.Pseudonyms;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
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
@Tag(name = "Subscriptions")
@RestController
class SubscriptionsController {

    private final SignUpRepository signUps;
    private final ConfirmSubscription confirm;
    private final ChangeSubscription change;
    private final LeaveSubscription leave;
    private final ManagedSubscriptions managed;
    private final IdempotencyKeys idempotency;
    private final LinkTokens links;
    private final Pseudonyms pseudonyms;
    private final Clock clock;
    private final TaggedJson json;

    SubscriptionsController(
            SignUpRepository signUps,
            ConfirmSubscription confirm,
            ChangeSubscription change,
            LeaveSubscription leave,
            ManagedSubscriptions managed,
            IdempotencyKeys idempotency,
            LinkTokens links,
            Pseudonyms pseudonyms,
            Clock clock,
            TaggedJson json) {
        this.signUps = signUps;
        this.confirm = confirm;
        this.change = change;
        this.leave = leave;
        this.managed = managed;
        this.idempotency = idempotency;
        this.links = links;
        this.pseudonyms = pseudonyms;
        this.clock = clock;
        this.json = json;
    }

    /** The one answer to every request that can be understood, whether or not the address is known. */
    @Schema(name = "AcceptedSubscription")
    record Accepted(String status) {}

    /** The body of a confirmation. */
    record ConfirmRequest(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String token) {}

    /**
     * Asks to subscribe; a mail says how to confirm. What is known of the address is looked at later, so that the answer
     * tells nothing of it.
     */
    @Operation(operationId = "subscribe")
    @Idempotent
    @PostMapping("/api/subscriptions")
    @ApiResponse(responseCode = "202")
    Mono<ResponseEntity<JsonBytes<Accepted>>> subscribe(
            @RequestBody SubscribeRequest body, Caller caller, ServerWebExchange exchange) {
        SubscribeRequest.Checked checked = body.check();
        ClientOrigin origin = ClientOrigin.of(caller.clientAddress(), pseudonyms);
        return idempotency.run(exchange, caller, body, () -> Refusals.orProblemOf(
                        signUps.add(checked.address(), checked.preferences(), origin, clock.instant()),
                        exchange.getRequest())
                .thenReturn(ResponseEntity.status(HttpStatus.ACCEPTED)
                        .body(new Accepted(SubscriptionStatus.PENDING.label()))));
    }

    /** Tells what a confirmation link is about. Changes nothing: mail scanners follow links. */
    @Operation(operationId = "readConfirmation")
    @GetMapping("/api/subscriptions/confirmation")
    @ApiResponse(responseCode = "200")
    @ApiResponse(responseCode = "404", description = "The token is none, or no longer one.")
    Mono<ResponseEntity<ConfirmationView>> asked(@RequestParam String token, ServerHttpRequest request) {
        return Refusals.orProblem(confirm.ask(token), request).map(this::view).map(view -> ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(view));
    }

    /** Confirms a subscription by the token of its mail. */
    @Operation(operationId = "confirmSubscription")
    @PostMapping("/api/subscriptions/confirmation")
    @ApiResponse(responseCode = "200")
    @ApiResponse(responseCode = "404", description = "The token is none, or no longer one.")
    @ApiResponse(responseCode = "409", description = "The subscription would have too many topics.")
    Mono<ConfirmationView> confirm(@RequestBody ConfirmRequest body, ServerHttpRequest request) {
        String token = body.token();
        if (token == null || token.isBlank()) {
            throw Problems.invalid("token", "is required");
        }
        return Refusals.orProblem(confirm.handle(new ConfirmSubscription.Command(token)), request)
                .map(this::view);
    }

    /** Reads a subscription, by what opens it. */
    @Operation(operationId = "readSubscription")
    @GetMapping("/api/subscriptions/{manageToken}")
    Mono<ResponseEntity<JsonBytes<SubscriptionView>>> show(
            @PathVariable String manageToken, ServerHttpRequest request) {
        return Refusals.orProblemOf(managed.find(manageToken).flatMap(managed::named), request)
                .map(subscription -> json.respond(request, subscription.view()));
    }

    /** Changes what somebody is sent; what is left out stays. */
    @Operation(operationId = "changeSubscription")
    @PatchMapping("/api/subscriptions/{manageToken}")
    @ApiResponse(responseCode = "200", headers = @Header(name = HttpHeaders.ETAG))
    @ApiResponse(responseCode = "409", description = "The subscription has ended.")
    Mono<ResponseEntity<JsonBytes<SubscriptionView>>> change(
            @PathVariable String manageToken, @RequestBody SubscriptionChangeRequest body, ServerHttpRequest request) {
        return Refusals.orProblem(
                        change.handle(new ChangeSubscription.Command(manageToken, body.topics(), body.frequency())),
                        request)
                .map(subscription -> json.tagged(subscription.view()));
    }

    /**
     * Ends a subscription.
     *
     * @param erase whether the address is erased too
     */
    @Operation(operationId = "leaveSubscription")
    @DeleteMapping("/api/subscriptions/{manageToken}")
    @ApiResponse(responseCode = "204")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> leave(
            @PathVariable String manageToken,
            @RequestParam(defaultValue = "false") boolean erase,
            ServerHttpRequest request) {
        return Refusals.orProblem(leave.handle(new LeaveSubscription.Command(manageToken, erase)), request)
                .then();
    }

    /**
     * What the gateway passes on when a mail program posts to the address in {@code List-Unsubscribe} (RFC 8058). The
     * body says nothing that the address does not, so it is not looked at.
     */
    @PostMapping("/subscriptions/unsubscribe")
    @ResponseStatus(HttpStatus.OK)
    Mono<Void> unsubscribe(@RequestParam String token, ServerHttpRequest request) {
        return Refusals.orProblem(leave.handle(new LeaveSubscription.OneClick(token)), request)
                .then();
    }

    private ConfirmationView view(Confirmation confirmation) {
        if (confirmation instanceof Confirmation.Waiting waiting) {
            return new ConfirmationView(
                    SubscriptionStatus.PENDING.label(),
                    null,
                    waiting.topics(),
                    waiting.frequency().label(),
                    null,
                    null);
        }
        return confirmation instanceof Confirmation.Done done
                ? done(done.subscription())
                : new ConfirmationView(SubscriptionStatus.CONFIRMED.label(), true, null, null, null, null);
    }

    private ConfirmationView done(NamedSubscription named) {
        return new ConfirmationView(
                named.subscription().status().label(),
                null,
                named.topics(),
                named.subscription().preferences().frequency().label(),
                links.issue(LinkPurpose.MANAGE, named.subscription().id()),
                links.issue(LinkPurpose.READ, named.subscription().id()));
    }
}
