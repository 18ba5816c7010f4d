package org.pressroom.gateway.site.reading;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.contract.ArticlePage;
import org.pressroom.common.contract.ArticleSummary;
import org.pressroom.common.contract.CategoryView;
import org.pressroom.common.contract.Highlight;
import org.pressroom.common.contract.Language;
import org.pressroom.common.contract.Named;
import org.pressroom.gateway.site.articles.Article;
import org.pressroom.gateway.site.articles.ArticleClient;
import org.pressroom.gateway.site.articles.Link;
import org.pressroom.gateway.site.calls.ServiceAwayException;
import org.pressroom.gateway.site.look.DisplayTime;
import org.pressroom.gateway.site.look.SiteLocale;
import org.pressroom.gateway.site.rendering.PageFrame;
import org.pressroom.gateway.site.rendering.PageRenderer;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.util.HtmlUtils;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Mono;

/** Where readers search. Nothing of it is kept: hardly anybody searches for the same, and what is new is to be found. */
public final class SearchPages {

    private static final String PATH = "/search";
    private static final int PAGE_SIZE = 10;

    private static final String WORDS = "q";

    /** What narrows a search, by the names that the service gives it. */
    private static final List<String> FILTERS = List.of("category", "tag", "author", "lang", "from", "to");

    private final PageRenderer pages;
    private final ArticleClient articles;

    public SearchPages(PageRenderer pages, ArticleClient articles) {
        this.pages = pages;
        this.articles = articles;
    }

    /**
     * An article that was found.
     *
     * @param titleHtml its title, with what was searched for marked
     * @param textHtml what it says around that, or else its summary
     */
    public record Found(
            Article article, String titleHtml, @Nullable String textHtml) {}

    /** One that can be chosen, and whether it is. */
    public record Choice(String value, String name, boolean chosen) {}

    /** What is found; without any words the form alone. */
    public Mono<ServerResponse> search(ServerRequest request) {
        Map<String, String> asked = asked(request);
        if (!asked.containsKey(WORDS)) {
            return shown(request, asked, null, null);
        }
        String after =
                request.queryParam("after").filter(cursor -> !cursor.isBlank()).orElse(null);
        return articles.search(asked, after, PAGE_SIZE)
                .flatMap(found -> shown(request, asked, found, null))
                .onErrorResume(
                        ResponseStatusException.class,
                        refused -> shown(
                                request, asked, null, pages.locale(request).message("search.refused")));
    }

    private static Map<String, String> asked(ServerRequest request) {
        Map<String, String> asked = new LinkedHashMap<>();
        Stream.concat(Stream.of(WORDS), FILTERS.stream()).forEach(name -> request.queryParam(name)
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .ifPresent(value -> asked.put(name, value)));
        return asked;
    }

    /** Without what could be chosen from where that is not known just now. */
    private Mono<ServerResponse> shown(
            ServerRequest request, Map<String, String> asked, @Nullable ArticlePage found, @Nullable String refused) {
        return Mono.zip(
                        articles.knownCategories().onErrorReturn(ServiceAwayException.class, List.of()),
                        articles.languages().onErrorReturn(ServiceAwayException.class, List.of()))
                .flatMap(known -> shown(request, asked, found, refused, known.getT1(), known.getT2()));
    }

    private Mono<ServerResponse> shown(
            ServerRequest request,
            Map<String, String> asked,
            @Nullable ArticlePage found,
            @Nullable String refused,
            List<CategoryView> categories,
            List<Language> languages) {
        String words = asked.getOrDefault(WORDS, "");
        SiteLocale locale = pages.locale(request);
        String title = words.isEmpty() ? locale.message("search.title") : locale.message("search.titleOf", words);
        String next = found == null ? null : found.next();
        // What somebody searches for is no page to be found: others could have search engines list what they like.
        boolean offered = asked.isEmpty();
        PageFrame page = new PageFrame(
                title,
                offered ? locale.message("search.description", locale.site().name()) : null,
                offered ? locale.site().url() + PATH : null,
                PATH,
                title,
                "website",
                null,
                offered,
                next == null ? null : address(asked, next),
                null,
                null,
                List.of());
        Map<String, Object> model = new HashMap<>();
        model.put("asked", asked);
        model.put("isNarrow", FILTERS.stream().anyMatch(asked::containsKey));
        model.put("categories", categoryChoices(categories, asked.get("category")));
        model.put("languageChoices", languageChoices(languages, asked.get("lang")));
        model.put("refused", refused);
        if (found != null) {
            model.put(
                    "found",
                    found.items().stream()
                            .map(json -> found(json, locale.style()))
                            .toList());
            model.put("match", found.match());
            String correctedTo = found.correctedTo();
            if (correctedTo != null) {
                Map<String, String> corrected = new LinkedHashMap<>(asked);
                corrected.put(WORDS, correctedTo);
                model.put("corrected", new Link(correctedTo, address(corrected, null)));
            }
        }
        if (request.queryParam("after").isPresent()) {
            model.put("newest", address(asked, null));
        }
        return refused == null
                ? pages.form(request, "search", page, model)
                : pages.personal(request, HttpStatus.BAD_REQUEST, "search", page, model);
    }

    private static Found found(ArticleSummary json, DisplayTime.Style style) {
        Highlight highlight = json.highlight();
        Article article = Article.of(json, style);
        return highlight == null
                ? new Found(article, HtmlUtils.htmlEscape(json.title(), "UTF-8"), null)
                : new Found(article, highlight.titleHtml(), highlight.textHtml());
    }

    private static List<Choice> categoryChoices(List<CategoryView> categories, @Nullable String chosen) {
        return categories.stream()
                .map(category -> new Choice(
                        category.slug(),
                        Stream.concat(category.path().stream().map(Named::name), Stream.of(category.name()))
                                .collect(Collectors.joining(" \u203a ")),
                        category.slug().equals(chosen)))
                .sorted(Comparator.comparing(Choice::name))
                .toList();
    }

    private static List<Choice> languageChoices(List<Language> languages, @Nullable String chosen) {
        return languages.size() < 2
                ? List.of()
                : languages.stream()
                        .map(each -> new Choice(
                                each.language(), each.name(), each.language().equals(chosen)))
                        .toList();
    }

    private static String address(Map<String, String> asked, @Nullable String after) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath(PATH);
        asked.keySet().forEach(name -> address.queryParam(name, "{" + name + "}"));
        Map<String, Object> values = new HashMap<>(asked);
        if (after != null) {
            address.queryParam("after", "{after}");
            values.put("after", after);
        }
        return address.encode().buildAndExpand(values).toUriString();
    }
}
