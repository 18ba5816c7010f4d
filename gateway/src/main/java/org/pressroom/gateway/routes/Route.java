package org.pressroom.gateway.routes;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.pattern.PathPattern;

/**
 * An address of the gateway, and all that holds for it: a line of the table of {@link Routes}. Reads are those of
 * {@code GET} and {@code HEAD}; they alone are kept by the edge cache, and tried again where a connection broke.
 *
 * @param methods what it answers to
 * @param body what bodies it takes
 * @param cacheParameters the query parameters that make a difference to what strangers read there, which may be kept for all
 *     of them; null where it may not. Any other parameter is dropped before anything sees it, so that it can neither
 *     fill the cache nor pass by it
 * @param asksForReaders whether it is looked up if who asks is subscribed, and so may read more than others
 * @param readByAll whether reads need no account and no scope, as of what pages say anyway
 */
public record Route(
        RouteGroup group,
        PathPattern path,
        Set<HttpMethod> methods,
        RequestBody body,
        @Nullable Set<String> cacheParameters,
        Counting counting,
        Csrf csrf,
        boolean asksForReaders,
        boolean readByAll) {

    /** What counts who asks. */
    public enum Counting {
        /** Requests of an account, or else of an address. */
        REQUEST,
        /** The same, and streams that are open: its answers have no end. */
        STREAM,
        /** Nothing: who would end the gateway where it is refused may stand behind the same address as readers do. */
        NONE
    }

    /** When an unsafe request has to prove that it comes from the site's own pages. */
    public enum Csrf {
        /** Where it shows a session. */
        WITH_SESSION,
        /** When it signs in, too: nobody is to be signed in as somebody else unnoticed. */
        TO_SIGN_IN,
        /** Never, and it may come from other sites: mail programs send it (RFC 8058). */
        NEVER
    }

    private static final String ATTRIBUTE = Route.class.getName();

    /** The route of a request; {@link Routes#UNKNOWN} where there is none. It is looked for once. */
    public static Route of(ServerWebExchange exchange) {
        Route known = exchange.getAttribute(ATTRIBUTE);
        if (known == null) {
            known = Routes.find(exchange.getRequest().getPath().pathWithinApplication());
            exchange.getAttributes().put(ATTRIBUTE, known);
        }
        return known;
    }

    /** Whether it is one of the table. */
    public boolean isKnown() {
        return !equals(Routes.UNKNOWN);
    }

    /** Whether it is for programs. */
    public boolean isApi() {
        return Routes.isApi(path.getPatternString());
    }

    /** Whether it is a page or a form of the site. */
    public boolean isPage() {
        return group.equals(Routes.SITE);
    }

    /** Whether it tells how the gateway is, to whoever knows any address of it. */
    public boolean isHealth() {
        return group.equals(Routes.HEALTH);
    }

    public boolean isStream() {
        return counting == Counting.STREAM;
    }

    /**
     * Of which scope a limited token has to be; null where any will do.
     *
     * @param read whether nothing is changed
     */
    public @Nullable Scope scope(boolean read) {
        return readByAll && read ? null : group.scope();
    }

    /**
     * Does nothing where it answers to a method, or where {@code OPTIONS} asks to which it does, which streams do not say.
     *
     * @throws MethodNotAllowedException 405
     */
    public void require(HttpMethod method) {
        if (!methods.contains(method) && !(method.equals(HttpMethod.OPTIONS) && !isStream())) {
            throw new MethodNotAllowedException(method, methods);
        }
    }

    Route taking(RequestBody taken) {
        return new Route(group, path, methods, taken, cacheParameters, counting, csrf, asksForReaders, readByAll);
    }

    Route cached(String... parameters) {
        return new Route(group, path, methods, body, Set.of(parameters), counting, csrf, asksForReaders, readByAll);
    }

    Route counted(Counting how) {
        return new Route(group, path, methods, body, cacheParameters, how, csrf, asksForReaders, readByAll);
    }

    Route csrf(Csrf when) {
        return new Route(group, path, methods, body, cacheParameters, counting, when, asksForReaders, readByAll);
    }

    Route toRead() {
        return new Route(group, path, methods, body, cacheParameters, counting, csrf, asksForReaders, true);
    }

    Route askingForReaders() {
        return new Route(group, path, methods, body, cacheParameters, counting, csrf, true, readByAll);
    }
}
