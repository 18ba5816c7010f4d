package org.pressroom.gateway.routes;

import static org.pressroom.gateway.routes.RequestBody.DRAFT;
import static org.pressroom.gateway.routes.RequestBody.MODERATION;
import static org.pressroom.gateway.routes.RequestBody.SIGN_IN;
import static org.pressroom.gateway.routes.RequestBody.STAFF_FORM;
import static org.pressroom.gateway.routes.RequestBody.UPLOAD;
import static org.pressroom.gateway.routes.Route.Counting.NONE;
import static org.pressroom.gateway.routes.Route.Counting.STREAM;
import static org.pressroom.gateway.routes.Route.Csrf.NEVER;
import static org.pressroom.gateway.routes.Route.Csrf.TO_SIGN_IN;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.PATCH;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;

import java.util.List;
import org.springframework.http.server.PathContainer;

/**
 * The table of all that the gateway answers but assets. Routing, the edge cache, limits, the checks of scopes, of bodies
 * and of where requests come from all read it: a new address of the API is a new line here. What is in no line is not
 * there.
 */
public final class Routes {

    private static final RouteGroup COMMENT_STREAM = new RouteGroup("comment-stream", Service.COMMENT, Scope.COMMENTS);
    private static final RouteGroup ARTICLE_STREAM =
            new RouteGroup("article-stream", Service.SUBSCRIPTION, Scope.ARTICLES);
    private static final RouteGroup COMMENTS = new RouteGroup("comments", Service.COMMENT, Scope.COMMENTS);
    private static final RouteGroup MODERATION_QUEUE = new RouteGroup("moderation", Service.COMMENT, Scope.COMMENTS);
    private static final RouteGroup ARTICLES = new RouteGroup("articles", Service.ARTICLE, Scope.ARTICLES);
    private static final RouteGroup DRAFTS = new RouteGroup("drafts", Service.ARTICLE, Scope.ARTICLES);
    private static final RouteGroup TAXONOMY = new RouteGroup("taxonomy", Service.ARTICLE, Scope.ARTICLES);
    private static final RouteGroup REDIRECTS = new RouteGroup("redirects", Service.ARTICLE, Scope.ARTICLES);
    private static final RouteGroup STATISTICS = new RouteGroup("statistics", Service.ARTICLE, Scope.ARTICLES);
    private static final RouteGroup MEDIA = new RouteGroup("media", Service.ARTICLE, Scope.ARTICLES).ofFiles();
    private static final RouteGroup PICTURES = new RouteGroup("pictures", Service.ARTICLE, Scope.ARTICLES).ofFiles();
    private static final RouteGroup SUBSCRIPTIONS =
            new RouteGroup("subscriptions", Service.SUBSCRIPTION, Scope.SUBSCRIPTIONS);
    private static final RouteGroup NOTIFICATIONS =
            new RouteGroup("notifications", Service.SUBSCRIPTION, Scope.SUBSCRIPTIONS);

    private static final RouteGroup SESSION = new RouteGroup("session", null, null);
    private static final RouteGroup ADMINISTRATION = new RouteGroup("administration", null, Scope.ADMINISTRATION);
    private static final RouteGroup VIEWS = new RouteGroup("views", null, null);
    private static final RouteGroup DOCUMENTATION = new RouteGroup("documentation", null, null);
    static final RouteGroup SITE = new RouteGroup("site", null, null);

    /** Who asks for the gateway's health knows it by whatever address it has. */
    static final RouteGroup HEALTH = new RouteGroup("health", null, null);

    /** What stands for every address that is in no line. */
    public static final Route UNKNOWN = new RouteGroup("unknown", null, null).at("/**");

    private static final List<Route> ALL = List.of(
            COMMENT_STREAM.at("/api/articles/{articleId}/comments/stream", GET).counted(STREAM),
            ARTICLE_STREAM.at("/api/articles/stream", GET).counted(STREAM),
            COMMENTS.at("/api/articles/{articleId}/comments", GET, POST)
                    .taking(RequestBody.COMMENT)
                    .cached("sort", "limit", "after", "around"),
            COMMENTS.at("/api/comments/{id}", GET, PATCH, DELETE).taking(RequestBody.COMMENT),
            MODERATION_QUEUE.at("/api/moderation/comments", GET).taking(MODERATION),
            MODERATION_QUEUE.at("/api/moderation/comments/{id}/history", GET).taking(MODERATION),
            MODERATION_QUEUE.at("/api/moderation/decisions", POST).taking(MODERATION),
            ARTICLES.at("/api/articles", GET, POST)
                    .taking(DRAFT)
                    .cached(
                            "category",
                            "tag",
                            "author",
                            "lang",
                            "kind",
                            "q",
                            "from",
                            "to",
                            "prefix",
                            "include",
                            "limit",
                            "after"),
            ARTICLES.at("/api/articles/{slug}", GET).taking(DRAFT).cached().askingForReaders(),
            ARTICLES.at("/api/articles/{slug}/access", POST).taking(SIGN_IN),
            ARTICLES.at("/api/articles/{slug}/neighbours", GET).cached(),
            ARTICLES.at("/api/articles/{id}/pin", PUT, DELETE).taking(STAFF_FORM),
            ARTICLES.at("/api/pins", GET).cached(),
            ARTICLES.at("/api/articles/{id}/publication", POST, DELETE).taking(DRAFT),
            ARTICLES.at("/api/articles/{id}/schedule", DELETE),
            DRAFTS.at("/api/articles/{id}/revisions", GET).taking(DRAFT),
            DRAFTS.at("/api/articles/{id}/revisions/{number}", GET).taking(DRAFT),
            DRAFTS.at("/api/articles/{id}/revisions/{number}/difference", GET).taking(DRAFT),
            DRAFTS.at("/api/articles/{id}/revisions/{number}/restore", POST).taking(DRAFT),
            DRAFTS.at("/api/bylines", GET),
            DRAFTS.at("/api/drafts", GET).taking(DRAFT),
            DRAFTS.at("/api/drafts/bulk", POST).taking(DRAFT),
            DRAFTS.at("/api/drafts/{id}", GET, PUT, DELETE).taking(DRAFT),
            DRAFTS.at("/api/drafts/{id}/preview", GET).taking(DRAFT),
            DRAFTS.at("/api/drafts/{id}/changes", GET, DELETE).taking(DRAFT),
            DRAFTS.at("/api/drafts/{id}/translations", GET).taking(DRAFT),
            DRAFTS.at("/api/previews", POST).taking(DRAFT),
            DRAFTS.at("/api/drafts/{id}/editing", GET, PUT, DELETE).taking(DRAFT),
            DRAFTS.at("/api/submissions", GET),
            DRAFTS.at("/api/drafts/{id}/submission", POST, DELETE).taking(STAFF_FORM),
            DRAFTS.at("/api/drafts/{id}/submission/return", POST).taking(STAFF_FORM),
            DRAFTS.at("/api/drafts/{id}/notes", GET, POST).taking(STAFF_FORM),
            DRAFTS.at("/api/drafts/{id}/notes/{noteId}", PATCH, DELETE).taking(STAFF_FORM),
            DRAFTS.at("/api/drafts/{id}/preview-link", GET, POST, DELETE).taking(DRAFT),
            DRAFTS.at("/api/previews/{token}", GET),
            TAXONOMY.at("/api/categories", GET, POST).taking(STAFF_FORM).cached("all", "limit", "after"),
            TAXONOMY.at("/api/categories/{slug}", GET, PATCH, DELETE)
                    .taking(STAFF_FORM)
                    .cached(),
            TAXONOMY.at("/api/categories/{slug}/merge", POST).taking(STAFF_FORM),
            TAXONOMY.at("/api/tags", GET, POST).taking(STAFF_FORM).cached("all", "limit", "after"),
            TAXONOMY.at("/api/tags/{slug}", GET, PATCH, DELETE)
                    .taking(STAFF_FORM)
                    .cached(),
            TAXONOMY.at("/api/tags/{slug}/merge", POST).taking(STAFF_FORM),
            ARTICLES.at("/api/languages", GET).cached("category", "tag", "author"),
            ARTICLES.at("/api/sitemap/parts", GET).cached(),
            ARTICLES.at("/api/sitemap/parts/{number}", GET).cached(),
            ARTICLES.at("/api/sitemap/news", GET).cached(),
            ARTICLES.at("/api/totals", GET).cached(),
            TAXONOMY.at("/api/authors", GET).cached("limit", "after"),
            TAXONOMY.at("/api/authors/{slug}", GET).cached(),
            REDIRECTS.at("/api/redirects", GET, POST).taking(STAFF_FORM),
            REDIRECTS.at("/api/redirects/{id}", DELETE).taking(STAFF_FORM),
            STATISTICS.at("/api/statistics/searches", GET),
            STATISTICS.at("/api/statistics/articles", GET),
            STATISTICS.at("/api/statistics/articles/{id}", GET),
            STATISTICS.at("/api/statistics/hours", GET),
            MODERATION_QUEUE.at("/api/statistics/comments", GET),
            NOTIFICATIONS.at("/api/statistics/subscriptions", GET),
            ARTICLES.at("/api/most-read", GET).cached("days", "lang", "limit"),
            VIEWS.at("/api/views", POST),
            MEDIA.at("/api/media", GET, POST).taking(UPLOAD),
            MEDIA.at("/api/media/{id}", GET, PATCH, DELETE).taking(STAFF_FORM),
            PICTURES.at("/api/media/{id}/{name}", GET),
            SUBSCRIPTIONS.at("/api/subscriptions", POST),
            SUBSCRIPTIONS.at("/api/subscriptions/confirmation", GET, POST),
            SUBSCRIPTIONS.at("/api/subscriptions/{manageToken}", GET, PATCH, DELETE),
            SUBSCRIPTIONS.at("/api/readers/{readerToken}", GET),
            NOTIFICATIONS.at("/api/notifications", GET),
            NOTIFICATIONS.at("/api/notifications/{id}/deliveries", GET),
            NOTIFICATIONS.at("/api/subscribers", GET),
            SESSION.at("/api/session", GET, POST, DELETE).taking(SIGN_IN).csrf(TO_SIGN_IN),
            SESSION.at("/api/session/password", POST).taking(SIGN_IN),
            ADMINISTRATION.at("/api/account", GET, PATCH).taking(STAFF_FORM),
            ADMINISTRATION.at("/api/account/password", POST).taking(STAFF_FORM),
            ADMINISTRATION.at("/api/account/sessions", GET, DELETE).taking(STAFF_FORM),
            ADMINISTRATION.at("/api/account/sessions/{id}", DELETE).taking(STAFF_FORM),
            ADMINISTRATION.at("/api/tokens", GET, POST).taking(STAFF_FORM),
            ADMINISTRATION.at("/api/tokens/{id}", DELETE).taking(STAFF_FORM),
            ADMINISTRATION.at("/api/site", GET, PUT).taking(DRAFT).toRead(),
            ADMINISTRATION.at("/api/site/previews", POST).taking(DRAFT),
            ADMINISTRATION.at("/api/site/pictures/{kind}", PUT, DELETE).taking(DRAFT),
            ADMINISTRATION.at("/api/accounts", GET, POST).taking(STAFF_FORM),
            ADMINISTRATION.at("/api/accounts/{id}", GET, PATCH).taking(STAFF_FORM),
            ADMINISTRATION.at("/api/accounts/{id}/password-link", POST).taking(STAFF_FORM),
            ADMINISTRATION.at("/api/operations/dead-letters/{service}", GET).taking(STAFF_FORM),
            ADMINISTRATION
                    .at("/api/operations/dead-letters/{service}/replays", POST)
                    .taking(STAFF_FORM),
            DOCUMENTATION.at("/api/docs", GET),
            DOCUMENTATION.at("/api/docs/openapi.json", GET),
            SITE.at("/", GET).cached("after", "lang"),
            SITE.at("/categories", GET).cached(),
            SITE.at("/categories/{slug}", GET).cached("after", "lang"),
            SITE.at("/tags/{slug}", GET).cached("after", "lang"),
            SITE.at("/authors/{slug}", GET).cached("after", "lang"),
            SITE.at("/search", GET),
            SITE.at("/articles/{slug}", GET).cached("after", "comment").askingForReaders(),
            SITE.at("/pages/{slug}", GET).cached().askingForReaders(),
            SITE.at("/feed.atom", GET).cached("after", "lang"),
            SITE.at("/feed.rss", GET).cached("after", "lang"),
            SITE.at("/feed.json", GET).cached("after", "lang"),
            SITE.at("/categories/{slug}/feed.atom", GET).cached("after", "lang"),
            SITE.at("/categories/{slug}/feed.rss", GET).cached("after", "lang"),
            SITE.at("/categories/{slug}/feed.json", GET).cached("after", "lang"),
            SITE.at("/tags/{slug}/feed.atom", GET).cached("after", "lang"),
            SITE.at("/tags/{slug}/feed.rss", GET).cached("after", "lang"),
            SITE.at("/tags/{slug}/feed.json", GET).cached("after", "lang"),
            SITE.at("/authors/{slug}/feed.atom", GET).cached("after", "lang"),
            SITE.at("/authors/{slug}/feed.rss", GET).cached("after", "lang"),
            SITE.at("/authors/{slug}/feed.json", GET).cached("after", "lang"),
            SITE.at("/sitemap.xml", GET).cached("part"),
            SITE.at("/sitemap-news.xml", GET).cached(),
            SITE.at("/robots.txt", GET).cached(),
            SITE.at("/articles/{slug}/card.png", GET).cached(),
            SITE.at("/pages/{slug}/card.png", GET).cached(),
            SITE.at("/site/{file}", GET),
            SITE.at("/site/pictures/{file}", GET),
            SITE.at("/oembed", GET).cached("url", "format", "maxwidth", "maxheight"),
            SITE.at("/previews/{token}", GET),
            SITE.at("/articles/{slug}/access", POST).taking(SIGN_IN),
            SITE.at("/articles/{slug}/comments", GET, POST).taking(RequestBody.COMMENT),
            SITE.at("/articles/{slug}/comments/new", GET).taking(RequestBody.COMMENT),
            SITE.at("/articles/{slug}/comments/{id}", GET, POST).taking(RequestBody.COMMENT),
            SITE.at("/subscriptions", GET, POST),
            SITE.at("/subscriptions/check-mail", GET),
            SITE.at("/subscriptions/confirm", GET, POST),
            SITE.at("/subscriptions/confirmed", GET),
            SITE.at("/subscriptions/manage", GET, POST),
            SITE.at("/subscriptions/erased", GET),
            SITE.at("/subscriptions/read", GET),
            SITE.at("/subscriptions/read/end", POST),
            SITE.at("/subscriptions/unsubscribe", GET, POST).csrf(NEVER),
            SITE.at("/language", POST),
            SITE.at("/desk", GET),
            SITE.at("/desk/", GET),
            HEALTH.at("/actuator/health", GET),
            HEALTH.at("/actuator/health/liveness", GET).counted(NONE),
            HEALTH.at("/actuator/health/readiness", GET).counted(NONE));

    private static final RouteTree TREE = RouteTree.of(ALL);

    private Routes() {}

    /** All lines of the table. */
    public static List<Route> all() {
        return ALL;
    }

    /** The line for a path; {@link #UNKNOWN} where there is none. */
    public static Route find(PathContainer path) {
        Route found = TREE.find(path);
        return found == null ? UNKNOWN : found;
    }

    /** Whether a path is one of the API, whether or not there is anything. */
    public static boolean isApi(String path) {
        return path.startsWith("/api/");
    }
}
