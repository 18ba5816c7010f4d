package org.pressroom.subscription.subscribing;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import org.pressroom.common.problem.Problems;
import org.pressroom.subscription.links.LinkPurpose;
import org.pressroom.subscription.links.LinkTokens;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Who reads what is for subscribers. */
@Tag(name = "Subscriptions")
@RestController
class ReadersController {

    private final SubscriptionRepository subscriptions;
    private final LinkTokens links;

    ReadersController(SubscriptionRepository subscriptions, LinkTokens links) {
        this.subscriptions = subscriptions;
        this.links = links;
    }

    /**
     * Somebody who reads what is for subscribers.
     *
     * @param since when the subscription was confirmed last
     */
    record Reader(Instant since) {}

    /**
     * Tells whether a reader token reads what is for subscribers: as long as its subscription is confirmed. It is in the
     * links of mails and in the answer that confirms, shows nothing of the subscription and changes nothing of it.
     */
    @Operation(operationId = "readReader")
    @GetMapping("/api/readers/{readerToken}")
    @ApiResponse(responseCode = "200")
    @ApiResponse(responseCode = "404", description = "The token is none, or its subscription has ended.")
    Mono<ResponseEntity<Reader>> reader(@PathVariable String readerToken) {
        return Mono.justOrEmpty(links.check(LinkPurpose.READ, readerToken))
                .flatMap(subscriptions::find)
                .ofType(Subscription.Confirmed.class)
                .mapNotNull(confirmed -> confirmed.details().confirmedAt())
                .map(since ->
                        ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(new Reader(since)))
                .switchIfEmpty(Mono.error(() -> Problems.notFound("This link is not valid.")));
    }
}
