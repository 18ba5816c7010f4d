package org.pressroom.gateway.edge;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pressroom.gateway.languages.InterfaceLanguages;
import org.pressroom.gateway.routes.Route;
import org.pressroom.gateway.routes.Routes;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * What an answer is kept under: the path, the query parameters that count, sorted, and a language, which is
 * one of the few of the interface: the API speaks but one.
 *
 * @param query in its raw form, empty where there is none
 */
record CacheKey(String path, String query, String language) {

    private static final int LONGEST = 2000;
    private static final int MOST_PARAMETERS = 20;

    /** The key of a request for a route; null where its answer is not to be kept. */
    static @Nullable CacheKey of(ServerHttpRequest request, Route route, InterfaceLanguages languages) {
        Set<String> counting = route.cacheParameters();
        if (counting == null) {
            return null;
        }
        String path = request.getURI().getRawPath();
        String query = request.getURI().getRawQuery();
        if (path.length() + (query == null ? 0 : query.length()) > LONGEST) {
            return null;
        }
        String kept = query == null || counting.isEmpty() ? "" : counting(query, counting);
        HttpHeaders headers = request.getHeaders();
        return kept == null
                ? null
                : new CacheKey(path, kept, Routes.isApi(path) ? languages.own() : languages.of(headers));
    }

    /**
     * What an answer is kept under whose key is of this target to the letter. Whoever asks for the same in another way,
     * such as with parameters that do not count, has the same key, and is not known by this.
     *
     * @param cookies the lines of that header
     * @param acceptLanguage null where nothing is wished
     */
    static String text(
            String target, List<String> cookies, @Nullable String acceptLanguage, InterfaceLanguages languages) {
        String language = Routes.isApi(target) ? languages.own() : languages.of(cookies, acceptLanguage);
        return language + " " + target;
    }

    /** Values of one name keep their order. Null for more parameters than a page has. */
    private static @Nullable String counting(String query, Set<String> counting) {
        String[] parameters = query.split("&", -1);
        if (parameters.length > MOST_PARAMETERS) {
            return null;
        }
        List<String> kept = new ArrayList<>();
        for (String parameter : parameters) {
            if (counting.contains(name(parameter))) {
                kept.add(parameter);
            }
        }
        kept.sort((one, other) -> name(one).compareTo(name(other)));
        return String.join("&", kept);
    }

    private static String name(String parameter) {
        int end = parameter.indexOf('=');
        return end < 0 ? parameter : parameter.substring(0, end);
    }

    /** The path and query to ask for. */
    String target() {
        return query.isEmpty() ? path : path + "?" + query;
    }

    String text() {
        return language + " " + target();
    }
}
