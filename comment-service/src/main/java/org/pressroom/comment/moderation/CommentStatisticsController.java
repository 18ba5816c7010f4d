package org.pressroom.comment.moderation;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pressroom.comment.moderation.CommentStatistics.CommentsOfDay;
import org.pressroom.common.http.Csv;
import org.pressroom.common.http.DayPeriod;
import org.pressroom.common.security.Caller;
import org.pressroom.common.security.RequiresRole;
import org.pressroom.common.security.Role;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** What moderators have to do with, in figures. */
@Tag(name = "Statistics")
@RestController
class CommentStatisticsController {

    private final CommentStatistics statistics;
    private final JsonMapper json;
    private final Clock clock;

    CommentStatisticsController(CommentStatistics statistics, JsonMapper json, Clock clock) {
        this.statistics = statistics;
        this.json = json;
        this.clock = clock;
    }

    /**
     * What was counted of all comments.
     *
     * @param from,to the first and the last day, in UTC
     * @param received in all of these days
     * @param approved of these, as they stand now
     */
    record CommentFigures(LocalDate from, LocalDate to, long received, long approved, List<CommentsOfDay> days) {

        private static CommentFigures of(DayPeriod period, List<CommentsOfDay> days) {
            return new CommentFigures(
                    period.from(),
                    period.to(),
                    days.stream().mapToLong(CommentsOfDay::received).sum(),
                    days.stream().mapToLong(CommentsOfDay::approved).sum(),
                    days);
        }
    }

    /**
     * Says how many comments were written each day, and what has become of them.
     *
     * @param from the first day, in UTC; 30 days before the last where it is left out
     * @param to the last day, a year behind the first at most; today where it is left out
     * @param format {@code csv} or {@code json}, in the place of {@code Accept}
     */
    @GetMapping("/api/statistics/comments")
    @ApiResponse(
            responseCode = "200",
            content = {
                @Content(mediaType = APPLICATION_JSON_VALUE, schema = @Schema(implementation = CommentFigures.class)),
                @Content(mediaType = Csv.TYPE, schema = @Schema(type = "string"))
            })
    @ApiResponse(responseCode = "406", description = "`Accept` names neither JSON nor CSV.")
    Mono<ResponseEntity<Flux<DataBuffer>>> countComments(
            @RequiresRole({Role.MODERATOR, Role.EDITOR, Role.ADMIN}) Caller caller,
            ServerHttpRequest request,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String format) {
        DayPeriod period = DayPeriod.read(from, to, clock);
        boolean csv = Csv.isWanted(request, format);
        return statistics
                .days(period)
                .map(days -> csv
                        ? Csv.respond("comments-" + period.from() + "-" + period.to(), lines(days))
                        : Csv.respond(json.writeValueAsBytes(CommentFigures.of(period, days))));
    }

    private static Flux<String> lines(List<CommentsOfDay> days) {
        return Flux.just(Csv.line("day", "received", "approved", "held", "rejected", "pending", "deleted"))
                .concatWith(Flux.fromIterable(days)
                        .map(day -> Csv.line(
                                day.day(),
                                day.received(),
                                day.approved(),
                                day.held(),
                                day.rejected(),
                                day.pending(),
                                day.deleted())));
    }
}
