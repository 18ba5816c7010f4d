package org.pressroom.article.reading;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.contract.ArticleSummary;
import org.pressroom.common.contract.CacheTags;
import org.pressroom.common.contract.HeaderNames;
import org.pressroom.common.http.JsonBytes;
import org.pressroom.common.http.TaggedJson;
import org.pressroom.common.paging.Page;
import org.pressroom.common.paging.PageRequest;
import org.pressroom.common.problem.Problems;
import org.pressroom.common.text.LanguageTags;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** What readers read most. */
@Tag(name = "Articles")
@RestController
class MostReadController {

    private static final List<String> PERIODS = List.of("1", "7", "30");

    private final ArticleQueries articles;
    private final TaggedJson json;

    MostReadController(ArticleQueries articles, TaggedJson json) {
        this.articles = articles;
        this.json = json;
    }

    /**
     * Lists the articles that were viewed most in the last days, the most viewed first, all of them at once. There are 20 at
     * most, and what they are is looked at every half minute.
     *
     * @param days 1, 7 or 30, today among them
     * @param lang the language that they must be in, as of BCP 47: a region or a script of it makes no difference
     */
    @GetMapping("/api/most-read")
    Mono<ResponseEntity<JsonBytes<Page<ArticleSummary>>>> listMostRead(
            ServerWebExchange exchange,
            @RequestParam(defaultValue = "7") String days,
            @RequestParam @Nullable String lang,
            @RequestParam @Nullable String limit) {
        if (!PERIODS.contains(days)) {
            throw Problems.badRequest("'days' must be 1, 7 or 30.");
        }
        int most = PageRequest.of(List.of("most-read"), limit, null).limit();
        return articles.mostRead(Integer.parseInt(days), language(lang), most)
                .doOnNext(found -> exchange.getResponse()
                        .getHeaders()
                        .set(
                                HeaderNames.CACHE_TAG,
                                CacheTags.list(found.stream().map(ArticleSummary::id))))
                .map(found -> json.respond(exchange.getRequest(), new Page<>(found, null)));
    }

    /** Without its region; empty for all. */
    private static String language(@Nullable String lang) {
        return lang == null
                ? ""
                : LanguageTags.canonical(lang)
                        .map(tag -> Locale.forLanguageTag(tag).getLanguage())
                        .orElseThrow(() -> Problems.badRequest("'lang' must be a language such as de or pt-BR."));
    }
}
