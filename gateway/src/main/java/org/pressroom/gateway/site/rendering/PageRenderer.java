package org.pressroom.gateway.site.rendering;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pressroom.gateway.cookies.SessionCookie;
import org.pressroom.gateway.edge.PageTags;
import org.pressroom.gateway.protection.AnswerHeaders;
import org.pressroom.gateway.redirects.Redirects;
import org.pressroom.gateway.settings.CodeSources;
import org.pressroom.gateway.settings.CurrentSite;
import org.pressroom.gateway.settings.SiteSettings;
import org.pressroom.gateway.settings.SiteState;
import org.pressroom.gateway.site.articles.ArticleClient;
import org.pressroom.gateway.site.articles.Beside;
import org.pressroom.gateway.site.articles.Link;
import org.pressroom.gateway.site.look.SiteInfo;
import org.pressroom.gateway.site.look.SiteLocale;
import org.pressroom.gateway.site.look.SiteLocales;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.web.server.csrf.CsrfToken;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ServerWebExchange;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Renders a page: adds to its own model what the frame shows on each. */
public final class PageRenderer {
    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

    /** Templates are read from files, and a long page takes its time: neither is for a thread that serves requests. */
    private static final Scheduler RENDERING = Schedulers.boundedElastic();

    /** Those that have something to search, to choose and to subscribe to beside their words. */
    private static final Set<String> WITH_SIDEBAR = Set.of("index", "listing", "article");

    /** What says in which language a page is. */
    private static final String[] SPOKEN_BY = {HttpHeaders.COOKIE, HttpHeaders.ACCEPT_LANGUAGE};

    private static final String RETRY_AFTER_SECONDS = "5";

    private static final String DRAFT = PageRenderer.class.getName() + ".draft";

    private final ITemplateEngine templates;
    private final CurrentSite current;
    private final SiteLocales locales;
    private final ArticleClient articles;
    private final Redirects redirects;

    public PageRenderer(
            ITemplateEngine templates,
            CurrentSite current,
            SiteLocales locales,
            ArticleClient articles,
            Redirects redirects) {
        this.templates = templates;
        this.current = current;
        this.locales = locales;
        this.articles = articles;
        this.redirects = redirects;
    }

    /** A page that is the same for all who may see it; its handler has named its tags, so that it may be kept. */
    public Mono<ServerResponse> shown(ServerRequest request, String template, PageFrame page, Map<String, ?> model) {
        return rendered(request, ServerResponse.ok(), template, page, withCode(request, model));
    }

    /**
     * The publisher's own code stands where all may look. Pages for one reader have none: their addresses may let in
     * whoever knows them. Nor has a page that shows how the site might look, in which nothing runs.
     */
    private Map<String, ?> withCode(ServerRequest request, Map<String, ?> model) {
        SiteSettings settings = current.state().settings();
        SiteSettings.Code code = settings.code();
        if (code == null || draftOf(request.exchange()) != null) {
            return model;
        }
        HttpHeaders headers = request.exchange().getResponse().getHeaders();
        CodeSources.of(settings).forEach((directive, sources) -> AnswerHeaders.allow(headers, directive, sources));
        Map<String, Object> whole = new HashMap<>(model);
        whole.put("code", code);
        return whole;
    }

    /**
     * A page as it would look, which goes to nobody by itself.
     *
     * @param css what is read after the style sheets that it links to
     */
    public record Draft(SiteLocales locales, String css, AtomicReference<@Nullable String> html) {}

    /** Has the page of this request look as it would with these settings. */
    public Draft draft(ServerWebExchange exchange, SiteSettings settings) {
        SiteState drafted = current.state().with(settings);
        Draft draft = new Draft(locales.drafted(drafted), drafted.style().css(), new AtomicReference<>());
        exchange.getAttributes().put(DRAFT, draft);
        return draft;
    }

    private static @Nullable Draft draftOf(ServerWebExchange exchange) {
        return exchange.getAttribute(DRAFT);
    }

    private SiteLocales locales(ServerWebExchange exchange) {
        Draft draft = draftOf(exchange);
        return draft == null ? locales : draft.locales();
    }

    /** A page for one reader alone: an outcome, or a form with what was typed. */
    public Mono<ServerResponse> personal(
            ServerRequest request, HttpStatusCode status, String template, PageFrame page, Map<String, ?> model) {
        return rendered(
                request, ServerResponse.status(status).cacheControl(CacheControl.noStore()), template, page, model);
    }

    /** A form with nothing in it yet: a browser that goes back to it may still have what was typed. */
    public Mono<ServerResponse> form(ServerRequest request, String template, PageFrame page, Map<String, ?> model) {
        CacheControl kept = CacheControl.noCache().cachePrivate();
        return rendered(request, ServerResponse.ok().cacheControl(kept), template, page, model);
    }

    public Mono<ServerResponse> notFound(ServerRequest request) {
        return failure(request, HttpStatus.NOT_FOUND);
    }

    public Mono<ServerResponse> failure(ServerRequest request, HttpStatusCode status) {
        return failure(request, status, new HttpHeaders());
    }

    /**
     * The page that says what went wrong. Where there is none at an address, what that leads to.
     *
     * @param headers what the answer is to carry besides, such as {@code Allow}
     */
    public Mono<ServerResponse> failure(ServerRequest request, HttpStatusCode status, HttpHeaders headers) {
        return status.isSameCodeAs(HttpStatus.NOT_FOUND)
                ? leading(request).switchIfEmpty(Mono.defer(() -> failed(request, status, headers)))
                : failed(request, status, headers);
    }

    /** What an address leads to at which there is no page; empty where that is nothing. */
    Mono<ServerResponse> leading(ServerRequest request) {
        return redirects
                .find(request.exchange().getRequest())
                .flatMap(Mono::justOrEmpty)
                .flatMap(found -> {
                    String location = found.location();
                    return location == null
                            ? failed(request, HttpStatus.GONE, new HttpHeaders())
                            : ServerResponse.status(found.status())
                                    .header(HttpHeaders.LOCATION, location)
                                    // It may lead elsewhere by tomorrow.
                                    .cacheControl(CacheControl.noCache())
                                    .build();
                });
    }

    private Mono<ServerResponse> failed(ServerRequest request, HttpStatusCode status, HttpHeaders headers) {
        Failure failure = Failure.of(status, request.method());
        PageFrame page =
                PageFrame.unlisted(locale(request).message("error." + failure.name() + ".title"), request.path());
        ServerResponse.BodyBuilder response = ServerResponse.status(status)
                .headers(carried -> carried.addAll(headers))
                .cacheControl(CacheControl.noStore());
        if (!headers.containsHeader(HttpHeaders.RETRY_AFTER)
                && status.value() == HttpStatus.SERVICE_UNAVAILABLE.value()) {
            response.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        return rendered(request, response, "error", page, Map.of("failure", failure));
    }

    /** The shell of the desk, which knows nobody: it asks the API who is signed in. */
    public Mono<ServerResponse> desk(ServerRequest request) {
        return html(locales.own(), "desk", Map.of("site", site())).flatMap(html -> ServerResponse.ok()
                .cacheControl(CacheControl.noCache())
                .contentType(HTML)
                .bodyValue(html));
    }

    /** A page as text, for handlers that answer other things than pages too. */
    public Mono<String> text(ServerWebExchange exchange, String template, PageFrame page, Map<String, ?> model) {
        return Mono.zip(
                        links(exchange, articles.sections()),
                        links(exchange, articles.menu()),
                        csrf(exchange),
                        WITH_SIDEBAR.contains(template) ? beside(exchange) : Mono.just(Beside.NOTHING))
                .flatMap(parts -> {
                    SiteLocale locale =
                            locales(exchange).of(exchange.getRequest().getHeaders());
                    Map<String, Object> whole = whole(locale, page, model, parts.getT1(), parts.getT2());
                    whole.put("address", address(exchange.getRequest(), page));
                    parts.getT3().ifPresent(token -> whole.put("csrf", token));
                    whole.put("sidebar", Sidebar.of(parts.getT4(), locale.style()));
                    return html(locale, template, whole);
                });
    }

    /** Where a reader comes back to who was sent away from a page: to what a form showed, for one that was sent. */
    private static String address(ServerHttpRequest request, PageFrame page) {
        String query = request.getURI().getRawQuery();
        String path = request.getURI().getRawPath();
        return HttpMethod.POST.equals(request.getMethod()) ? page.path() : query == null ? path : path + "?" + query;
    }

    /** A part of a page as text, which shows nothing of who asks and has no frame. */
    public Mono<String> part(String template, Map<String, Object> model) {
        return html(locales.own(), template, model);
    }

    /** Renders a page for nobody, on the thread that asks. Fails where its templates do not work. */
    public void warmUp(String template, PageFrame page, Map<String, Object> model) {
        SiteLocale own = locales.own();
        Map<String, Object> whole = whole(own, page, model, List.of(), List.of());
        whole.put("address", page.path());
        whole.put("sidebar", Sidebar.of(Beside.NOTHING, own.style()));
        templates.process(template, new Context(own.locale(), whole));
    }

    /** How the site speaks to who sent a request. */
    public SiteLocale locale(ServerRequest request) {
        return locales(request.exchange()).of(request.headers().asHttpHeaders());
    }

    /** How the site speaks by itself, where what it says is the same for all. */
    public SiteLocale ownLocale() {
        return locales.own();
    }

    /** What is known of the publication, in its own language. */
    public SiteInfo site() {
        return locales.own().site();
    }

    private Mono<ServerResponse> rendered(
            ServerRequest request,
            ServerResponse.BodyBuilder response,
            String template,
            PageFrame page,
            Map<String, ?> model) {
        Draft draft = draftOf(request.exchange());
        return text(request.exchange(), template, page, model)
                .doOnNext(html -> {
                    if (draft != null) {
                        draft.html().set(html);
                    }
                })
                .flatMap(html -> response.contentType(HTML).varyBy(SPOKEN_BY).bodyValue(html));
    }

    /** What is shown there is dropped with it; without it a page is shown all the same, but not kept. */
    private Mono<Beside> beside(ServerWebExchange exchange) {
        return articles.beside()
                .doOnNext(known -> Stream.concat(known.recent().stream(), known.mostRead().stream())
                        .forEach(article -> PageTags.of(exchange).article(article.id())))
                .onErrorResume(away -> {
                    PageTags.of(exchange).incomplete();
                    return Mono.just(Beside.NOTHING);
                });
    }

    /** Without the links of its frame a page is shown all the same, but not kept. */
    private static Mono<List<Link>> links(ServerWebExchange exchange, Mono<List<Link>> links) {
        return links.onErrorResume(away -> {
            PageTags.of(exchange).incomplete();
            return Mono.just(List.of());
        });
    }

    private static Map<String, Object> whole(
            SiteLocale locale, PageFrame page, Map<String, ?> model, List<Link> sections, List<Link> menu) {
        Map<String, Object> whole = new HashMap<>(model);
        whole.put("site", locale.site());
        whole.put("page", page);
        List<SiteSettings.MenuLink> chosen = locale.site().look().menu();
        whole.put("sections", chosen == null ? sections : List.of());
        whole.put(
                "menu",
                chosen == null
                        ? menu
                        : chosen.stream()
                                .map(link -> new Link(link.label(), link.url()))
                                .toList());
        return whole;
    }

    /** Not through a view of the framework: that would begin a session for each page. */
    private Mono<String> html(SiteLocale locale, String template, Map<String, Object> model) {
        return Mono.fromCallable(() -> templates.process(template, new Context(locale.locale(), model)))
                .subscribeOn(RENDERING);
    }

    /** What the forms of signed-in principals carry. Not for strangers: asking for it sets a cookie. */
    private static Mono<Optional<String>> csrf(ServerWebExchange exchange) {
        if (!SessionCookie.isIn(exchange.getRequest())) {
            return Mono.just(Optional.empty());
        }
        Mono<CsrfToken> token = exchange.getAttributeOrDefault(CsrfToken.class.getName(), Mono.empty());
        return token.map(found -> Optional.of(found.getToken())).defaultIfEmpty(Optional.empty());
    }
}
