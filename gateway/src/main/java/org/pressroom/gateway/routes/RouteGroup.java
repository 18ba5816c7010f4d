package org.pressroom.gateway.routes;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Routes that fail together and need one scope.
 *
 * @param id names them in metrics, and their circuit breaker
 * @param service who answers; null for the gateway itself
 * @param scope what a limited token needs for them; null where any token will do
 * @param large whether files come or go there, which takes longer
 */
public record RouteGroup(
        String id, @Nullable Service service, @Nullable Scope scope, boolean large) {

    RouteGroup(String id, @Nullable Service service, @Nullable Scope scope) {
        this(id, service, scope, false);
    }

    /** The same, where files come or go. */
    RouteGroup ofFiles() {
        return new RouteGroup(id, service, scope, true);
    }

    /** A route of this group that takes short forms, is answered anew each time, and has an end. */
    Route at(String pattern, HttpMethod... methods) {
        return new Route(
                this,
                PathPatternParser.defaultInstance.parse(pattern),
                withHead(methods),
                RequestBody.FORM,
                null,
                Route.Counting.REQUEST,
                Route.Csrf.WITH_SESSION,
                false,
                false);
    }

    /** What can be read can be asked for its head alone. */
    private static Set<HttpMethod> withHead(HttpMethod... methods) {
        Set<HttpMethod> all = new LinkedHashSet<>(List.of(methods));
        if (all.contains(HttpMethod.GET)) {
            all.add(HttpMethod.HEAD);
        }
        return Collections.unmodifiableSet(all);
    }
}
