package org.pressroom.subscription.subscribing;

import org.jspecify.annotations.Nullable;
import org.pressroom.common.http.ETags;
import org.pressroom.common.paging.Cursor;
import org.pressroom.common.paging.Page;
import org.pressroom.common.paging.PageRequest;
import org.pressroom.common.security.Caller;
import org.pressroom.common.security.Role;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The subscribers, for who is answerable for their addresses. */
@RestController
class SubscribersEndpoint {

    private final Subscriptions subscriptions;

    SubscribersEndpoint(Subscriptions subscriptions) {
        this.subscriptions = subscriptions;
    }

    @GetMapping("/api/subscribers")
    Mono<ResponseEntity<Page<SubscriptionView.Listed>>> list(
            Caller caller,
            ServerHttpRequest request,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String after) {
        caller.require(Role.ADMIN);
        PageRequest page = PageRequest.of(limit, after);
        return subscriptions
                .list(page)
                .map(SubscriptionView.Listed::of)
                .collectList()
                .map(rows -> Page.cut(rows, page, row -> Cursor.of(row.id())))
                .map(answer -> ETags.respond(request, ETags.weak(answer), answer));
    }
}
