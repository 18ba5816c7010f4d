package org.pressroom.subscription.subscribing;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.http.Csv;
import org.pressroom.common.http.DayPeriod;
import org.pressroom.common.security.Caller;
import org.pressroom.common.security.RequiresRole;
import org.pressroom.common.security.Role;
import org.pressroom.subscription.subscribing.SubscriptionStatistics.SubscriptionsOfDay;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** How the number of subscribers goes up and down. */
@Tag(name = "Statistics")
@RestController
class SubscriptionStatisticsController {

    private final SubscriptionStatistics statistics;
    private final JsonMapper json;
    private final Clock clock;

    SubscriptionStatisticsController(SubscriptionStatistics statistics, JsonMapper json, Clock clock) {
        this.statistics = statistics;
        this.json = json;
        this.clock = clock;
    }

    /**
     * What was counted of all subscriptions.
     *
     * @param from,to the first and the last day, in UTC
     * @param present how many are confirmed now
     * @param confirmed,ended in all of these days
     */
    record SubscriptionFigures(
            LocalDate from, LocalDate to, long present, long confirmed, long ended, List<SubscriptionsOfDay> days) {

        private static SubscriptionFigures of(DayPeriod period, long present, List<SubscriptionsOfDay> days) {
            return new SubscriptionFigures(
                    period.from(),
                    period.to(),
                    present,
                    days.stream().mapToLong(SubscriptionsOfDay::confirmed).sum(),
                    days.stream().mapToLong(SubscriptionsOfDay::ended).sum(),
                    days);
        }
    }

    /**
     * Says how many subscriptions were confirmed each day, and how many ended.
     *
     * @param from the first day, in UTC; 30 days before the last where it is left out
     * @param to the last day, a year behind the first at most; today where it is left out
     * @param format {@code csv} or {@code json}, in the place of {@code Accept}
     */
    @GetMapping("/api/statistics/subscriptions")
    @ApiResponse(
            responseCode = "200",
            content = {
                @Content(
                        mediaType = APPLICATION_JSON_VALUE,
                        schema = @Schema(implementation = SubscriptionFigures.class)),
                @Content(mediaType = Csv.TYPE, schema = @Schema(type = "string"))
            })
    @ApiResponse(responseCode = "406", description = "`Accept` names neither JSON nor CSV.")
    Mono<ResponseEntity<Flux<DataBuffer>>> countSubscriptions(
            @RequiresRole({Role.EDITOR, Role.ADMIN}) Caller caller,
            ServerHttpRequest request,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String format) {
        DayPeriod period = DayPeriod.read(from, to, clock);
        boolean csv = Csv.isWanted(request, format);
        return Mono.zip(statistics.days(period), statistics.present())
                .map(counted -> csv
                        ? Csv.respond("subscriptions-" + period.from() + "-" + period.to(), lines(counted.getT1()))
                        : Csv.respond(json.writeValueAsBytes(
                                SubscriptionFigures.of(period, counted.getT2(), counted.getT1()))));
    }

    private static Flux<String> lines(List<SubscriptionsOfDay> days) {
        return Flux.just(Csv.line("day", "confirmed", "ended"))
                .concatWith(Flux.fromIterable(days).map(day -> Csv.line(day.day(), day.confirmed(), day.ended())));
    }
}
