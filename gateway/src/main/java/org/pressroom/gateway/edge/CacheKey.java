package org.pressroom.gateway.edge;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pressroom.gateway.routes.Route;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * What an answer is kept under: the path, the query parameters that count, sorted, and a language.
 *
 * @param query in its raw form, empty where there is none
 */
record CacheKey(String path, String query, String language) {

    /** Browsers send a tenth of it; reading it takes the square of its length. */
    private static final int LONGEST_WISH = 500;

    private static final int LONGEST = 2000;
    private static final int MOST_PARAMETERS = 20;

    /** The key of a request for a route; null where its answer is not to be kept. */
    static @Nullable CacheKey of(ServerHttpRequest request, Route route, List<String> languages) {
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
        String wanted = request.getHeaders().getFirst(HttpHeaders.ACCEPT_LANGUAGE);
        return kept == null ? null : new CacheKey(path, kept, language(wanted, languages));
    }

    /**
     * What an answer is kept under whose key is of this target to the letter. Whoever asks for the same in another way,
     * such as with parameters that do not count, has the same key, and is not known by this.
     *
     * @param acceptLanguage null where nothing is wished
     */
    static String text(String target, @Nullable String acceptLanguage, List<String> languages) {
        return language(acceptLanguage, languages) + " " + target;
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

    private static String language(@Nullable String wanted, List<String> languages) {
        String first = languages.get(0);
        if (wanted == null || languages.size() == 1 || wanted.length() > LONGEST_WISH) {
            return first;
        }
        try {
            String found = Locale.lookupTag(Locale.LanguageRange.parse(wanted), languages);
            return found == null ? first : found;
        } catch (IllegalArgumentException malformed) {
            return first;
        }
    }

    /** The path and query to ask for. */
    String target() {
        return query.isEmpty() ? path : path + "?" + query;
    }

    String text() {
        return language + " " + target();
    }
}
