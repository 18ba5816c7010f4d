package org.pressroom.subscription.subscribing;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.contract.SubscriptionView;
import org.pressroom.common.http.JsonBytes;
import org.pressroom.common.http.TaggedJson;
import org.pressroom.common.paging.Cursor;
import org.pressroom.common.paging.Page;
import org.pressroom.common.paging.PageRequest;
import org.pressroom.common.security.Caller;
import org.pressroom.common.security.RequiresRole;
import org.pressroom.common.security.Role;
import org.pressroom.subscription.articles.TopicNameRepository;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The subscribers, for who is answerable for their addresses. */
@Tag(name = "Subscriptions")
@RestController
class SubscribersController {

    private final SubscriptionRepository subscriptions;
    private final TopicNameRepository names;
    private final TaggedJson json;

    SubscribersController(SubscriptionRepository subscriptions, TopicNameRepository names, TaggedJson json) {
        this.subscriptions = subscriptions;
        this.names = names;
        this.json = json;
    }

    /** A subscription with its id. */
    record Subscriber(UUID id, @JsonUnwrapped SubscriptionView subscription) {}

    /** Lists who has subscribed, with their addresses. */
    @Operation(operationId = "listSubscribers")
    @GetMapping("/api/subscribers")
    Mono<ResponseEntity<JsonBytes<Page<Subscriber>>>> list(
            @RequiresRole(Role.ADMIN) Caller caller,
            ServerHttpRequest request,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String after) {
        PageRequest page = PageRequest.of(List.of("subscribers"), limit, after);
        return subscriptions
                .list(page)
                .collectList()
                .flatMap(this::named)
                .map(rows -> Page.cut(rows, page, row -> Cursor.of(row.id())))
                .map(answer -> json.respond(request, answer));
    }

    private Mono<List<Subscriber>> named(List<Subscription> listed) {
        Set<TopicNameRepository.Key> keys = listed.stream()
                .flatMap(each -> NamedSubscription.keys(each.preferences().topics()).stream())
                .collect(Collectors.toSet());
        return names.of(keys).map(names -> listed.stream()
                .map(each -> new NamedSubscription(
                        each, NamedSubscription.named(each.preferences().topics(), names)))
                .map(named -> new Subscriber(named.subscription().id(), named.view()))
                .toList());
    }
}
