package org.pressroom.article.searching;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pressroom.article.searching.SearchMisses.Miss;
import org.pressroom.common.http.DayParameter;
import org.pressroom.common.paging.Page;
import org.pressroom.common.paging.PageRequest;
import org.pressroom.common.security.Caller;
import org.pressroom.common.security.RequiresRole;
import org.pressroom.common.security.Role;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What readers look for. */
@Tag(name = "Statistics")
@RestController
class SearchStatisticsController {

    /** Where no first day is given. */
    private static final int DAYS = 30;

    private final SearchMisses misses;
    private final Clock clock;

    SearchStatisticsController(SearchMisses misses, Clock clock) {
        this.misses = misses;
        this.clock = clock;
    }

    /**
     * Lists what was searched for among all articles and not found, most often first. It is kept for 90 days, and of each
     * day the first 2,000 that differ.
     *
     * @param from the first day, in UTC; 30 days before the last where it is left out
     * @param to the last day; today where it is left out
     */
    @GetMapping("/api/statistics/searches")
    Mono<Page<Miss>> listMissedSearches(
            @RequiresRole({Role.EDITOR, Role.ADMIN}) Caller caller,
            @RequestParam @Nullable String from,
            @RequestParam @Nullable String to,
            @RequestParam @Nullable String limit,
            @RequestParam @Nullable String after) {
        LocalDate until = DayParameter.read("to", to);
        LocalDate since = DayParameter.read("from", from);
        LocalDate last = until == null ? clock.instant().atZone(ZoneOffset.UTC).toLocalDate() : until;
        LocalDate first = since == null ? last.minusDays(DAYS - 1) : since;
        return misses.list(first, last, PageRequest.of(List.of("searches", first, last), limit, after));
    }
}
