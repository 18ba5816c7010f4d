package org.pressroom.subscription.notifying;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.http.JsonBytes;
import org.pressroom.common.http.TaggedJson;
import org.pressroom.common.paging.Cursor;
import org.pressroom.common.paging.Page;
import org.pressroom.common.paging.PageRequest;
import org.pressroom.common.problem.Problems;
import org.pressroom.common.security.Caller;
import org.pressroom.common.security.RequiresRole;
import org.pressroom.common.security.Role;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What went to whom, and what became of it: for staff. */
@Tag(name = "Notifications")
@RestController
class NotificationsController {

    private final Notifications notifications;
    private final TaggedJson json;

    NotificationsController(Notifications notifications, TaggedJson json) {
        this.notifications = notifications;
        this.json = json;
    }

    /** Lists what subscribers were told, the newest first. */
    @Operation(operationId = "listNotifications")
    @GetMapping("/api/notifications")
    Mono<ResponseEntity<JsonBytes<Page<Notifications.Notification>>>> list(
            @RequiresRole({Role.EDITOR, Role.ADMIN}) Caller caller,
            ServerHttpRequest request,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String after) {
        PageRequest page = PageRequest.of(List.of("notifications"), limit, after);
        return notifications
                .list(page)
                .collectList()
                .map(rows -> Page.cut(rows, page, row -> Cursor.of(row.id())))
                .map(answer -> json.respond(request, answer));
    }

    /** Lists what became of a notification, a delivery each. Whose addresses they are is for admins alone to see, as in the list of subscribers. */
    @Operation(operationId = "listDeliveries")
    @GetMapping("/api/notifications/{id}/deliveries")
    Mono<ResponseEntity<JsonBytes<Page<Notifications.Delivery>>>> deliveries(
            @RequiresRole({Role.EDITOR, Role.ADMIN}) Caller caller,
            ServerHttpRequest request,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String after) {
        UUID notification = id(id);
        PageRequest page = PageRequest.of(List.of("deliveries", notification), limit, after);
        return notifications
                .exists(notification)
                .filter(there -> there)
                .switchIfEmpty(Mono.error(NotificationsController::unknown))
                .thenMany(notifications.deliveries(notification, page))
                .map(delivery -> caller.has(Role.ADMIN) ? delivery : delivery.withoutAddress())
                .collectList()
                .map(rows -> Page.cut(rows, page, row -> Cursor.of(row.id())))
                .map(answer -> json.respond(request, answer));
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException notAnId) {
            throw unknown();
        }
    }

    private static RuntimeException unknown() {
        return Problems.notFound("There is no such notification.");
    }
}
