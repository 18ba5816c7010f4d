package org.pressroom.article.statistics;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.article.statistics.StatisticsQueries.ViewedArticle;
import org.pressroom.article.statistics.StatisticsQueries.ViewedArticleOfDay;
import org.pressroom.article.statistics.StatisticsQueries.ViewsOfDay;
import org.pressroom.article.statistics.StatisticsQueries.ViewsOfHour;
import org.pressroom.article.statistics.StatisticsQueries.ViewsOfLanguage;
import org.pressroom.article.statistics.StatisticsQueries.ViewsOfSource;
import org.pressroom.article.taxonomy.ForEditors;
import org.pressroom.article.writing.DraftRepository;
import org.pressroom.article.writing.ForWriters;
import org.pressroom.common.http.Actors;
import org.pressroom.common.http.Csv;
import org.pressroom.common.http.DayPeriod;
import org.pressroom.common.http.JsonBytes;
import org.pressroom.common.http.Refusals;
import org.pressroom.common.http.TaggedJson;
import org.pressroom.common.paging.Page;
import org.pressroom.common.paging.PageRequest;
import org.pressroom.common.security.Caller;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** How often articles are viewed and read, from where and by whose languages: counts, and nobody's trace. */
@Tag(name = "Statistics")
@RestController
class ArticleStatisticsController {

    private static final int HOURS = 48;

    private final StatisticsQueries statistics;
    private final DraftRepository drafts;
    private final TaggedJson tagged;
    private final JsonMapper json;
    private final Clock clock;

    ArticleStatisticsController(
            StatisticsQueries statistics, DraftRepository drafts, TaggedJson tagged, JsonMapper json, Clock clock) {
        this.tagged = tagged;
        this.statistics = statistics;
        this.drafts = drafts;
        this.json = json;
        this.clock = clock;
    }

    /**
     * What was counted of all articles.
     *
     * @param from,to the first and the last day, in UTC
     * @param views,reads,comments in all of these days
     * @param sources from where readers came, the 50 most frequent
     * @param languages what their browsers ask for, the 50 most frequent
     * @param items the articles, the most viewed first: those that were among the 1,000 most viewed of any of the days, of more
     *     than a month among fewer of them
     * @param next the cursor of the next part of the articles; null at the end
     */
    record ArticleStatistics(
            LocalDate from,
            LocalDate to,
            long views,
            long reads,
            long comments,
            List<ViewsOfDay> days,
            List<ViewsOfSource> sources,
            List<ViewsOfLanguage> languages,
            List<ViewedArticle> items,
            @Nullable String next) {

        private static ArticleStatistics of(
                DayPeriod period,
                List<ViewsOfDay> days,
                List<ViewsOfSource> sources,
                List<ViewsOfLanguage> languages,
                Page<ViewedArticle> page) {
            return new ArticleStatistics(
                    period.from(),
                    period.to(),
                    days.stream().mapToLong(ViewsOfDay::views).sum(),
                    days.stream().mapToLong(ViewsOfDay::reads).sum(),
                    days.stream().mapToLong(ViewsOfDay::comments).sum(),
                    days,
                    sources,
                    languages,
                    page.items(),
                    page.next());
        }
    }

    /**
     * What was counted of an article.
     *
     * @param from,to the first and the last day, in UTC
     * @param views,reads,comments in all of these days
     * @param hours the last 48, the present one the last of them
     * @param sources from where readers came, the 50 most frequent
     * @param languages what their browsers ask for, the 50 most frequent
     */
    record OneArticleStatistics(
            UUID id,
            LocalDate from,
            LocalDate to,
            long views,
            long reads,
            long comments,
            List<ViewsOfDay> days,
            List<ViewsOfHour> hours,
            List<ViewsOfSource> sources,
            List<ViewsOfLanguage> languages) {

        private static OneArticleStatistics of(
                UUID id,
                DayPeriod period,
                List<ViewsOfDay> days,
                List<ViewsOfHour> hours,
                List<ViewsOfSource> sources,
                List<ViewsOfLanguage> languages) {
            return new OneArticleStatistics(
                    id,
                    period.from(),
                    period.to(),
                    days.stream().mapToLong(ViewsOfDay::views).sum(),
                    days.stream().mapToLong(ViewsOfDay::reads).sum(),
                    days.stream().mapToLong(ViewsOfDay::comments).sum(),
                    days,
                    hours,
                    sources,
                    languages);
        }
    }

    /**
     * The last hours.
     *
     * @param items 48 of them, the present one the last
     */
    record HourStatistics(List<ViewsOfHour> items) {}

    /**
     * Says how often articles were viewed, read and commented on, each day and each article. As CSV it is a line for each
     * article on each day.
     *
     * @param from the first day, in UTC; 30 days before the last where it is left out
     * @param to the last day, a year behind the first at most; today where it is left out
     * @param format {@code csv} or {@code json}, in the place of {@code Accept}
     */
    @GetMapping("/api/statistics/articles")
    @ApiResponse(
            responseCode = "200",
            content = {
                @Content(
                        mediaType = APPLICATION_JSON_VALUE,
                        schema = @Schema(implementation = ArticleStatistics.class)),
                @Content(mediaType = Csv.TYPE, schema = @Schema(type = "string"))
            })
    @ApiResponse(responseCode = "406", description = "`Accept` names neither JSON nor CSV.")
    Mono<ResponseEntity<Flux<DataBuffer>>> countArticles(
            @ForEditors Caller caller,
            ServerHttpRequest request,
            @RequestParam @Nullable String from,
            @RequestParam @Nullable String to,
            @RequestParam @Nullable String format,
            @RequestParam @Nullable String limit,
            @RequestParam @Nullable String after) {
        DayPeriod period = DayPeriod.read(from, to, clock);
        PageRequest page = PageRequest.of(List.of("viewed", period), limit, after);
        if (Csv.isWanted(request, format)) {
            return Mono.just(Csv.respond(
                    "articles-" + period.from() + "-" + period.to(),
                    Flux.just(Csv.line("day", "articleId", "slug", "title", "views", "reads", "comments"))
                            .concatWith(statistics.all(period).map(ArticleStatisticsController::line))));
        }
        return Mono.zip(
                        statistics.days(period),
                        statistics.sources(null, period),
                        statistics.languages(null, period),
                        statistics.mostViewed(period, page))
                .map(all -> ArticleStatistics.of(period, all.getT1(), all.getT2(), all.getT3(), all.getT4()))
                .map(all -> Csv.respond(json.writeValueAsBytes(all)));
    }

    private static String line(ViewedArticleOfDay row) {
        ViewsOfDay day = row.day();
        return Csv.line(day.day(), row.articleId(), row.slug(), row.title(), day.views(), day.reads(), day.comments());
    }

    /**
     * Says how often an article was viewed, read and commented on, each day. Authors see their own. As CSV it is a line for
     * each day.
     *
     * @param from the first day, in UTC; 30 days before the last where it is left out
     * @param to the last day, a year behind the first at most; today where it is left out
     * @param format {@code csv} or {@code json}, in the place of {@code Accept}
     */
    @GetMapping("/api/statistics/articles/{id}")
    @ApiResponse(
            responseCode = "200",
            content = {
                @Content(
                        mediaType = APPLICATION_JSON_VALUE,
                        schema = @Schema(implementation = OneArticleStatistics.class)),
                @Content(mediaType = Csv.TYPE, schema = @Schema(type = "string"))
            })
    @ApiResponse(responseCode = "406", description = "`Accept` names neither JSON nor CSV.")
    Mono<ResponseEntity<Flux<DataBuffer>>> countArticle(
            @ForWriters Caller caller,
            @PathVariable UUID id,
            ServerHttpRequest request,
            @RequestParam @Nullable String from,
            @RequestParam @Nullable String to,
            @RequestParam @Nullable String format) {
        DayPeriod period = DayPeriod.read(from, to, clock);
        boolean csv = Csv.isWanted(request, format);
        return Refusals.orProblemOf(
                drafts.author(id, Actors.account(caller)).flatMap(mayKnow -> csv ? table(id, period) : all(id, period)),
                request);
    }

    private Mono<ResponseEntity<Flux<DataBuffer>>> table(UUID id, DayPeriod period) {
        return statistics
                .days(id, period)
                .map(days -> Csv.respond(
                        "article-" + id + "-" + period.from() + "-" + period.to(),
                        Flux.just(Csv.line("day", "views", "reads", "comments"))
                                .concatWith(Flux.fromIterable(days)
                                        .map(day -> Csv.line(day.day(), day.views(), day.reads(), day.comments())))));
    }

    private Mono<ResponseEntity<Flux<DataBuffer>>> all(UUID id, DayPeriod period) {
        return Mono.zip(
                        statistics.days(id, period),
                        statistics.hours(id, clock.instant(), HOURS),
                        statistics.sources(id, period),
                        statistics.languages(id, period))
                .map(all -> OneArticleStatistics.of(id, period, all.getT1(), all.getT2(), all.getT3(), all.getT4()))
                .map(all -> Csv.respond(json.writeValueAsBytes(all)));
    }

    /** Says how often articles were viewed and read in each of the last 48 hours: what is viewed now is among them two seconds later. */
    @GetMapping("/api/statistics/hours")
    Mono<ResponseEntity<JsonBytes<HourStatistics>>> countHours(@ForEditors Caller caller, ServerHttpRequest request) {
        return statistics
                .hours(clock.instant(), HOURS)
                .map(hours -> tagged.respond(request, new HourStatistics(hours)));
    }
}
