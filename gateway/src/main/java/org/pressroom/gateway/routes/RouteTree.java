package org.pressroom.gateway.routes;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.PathContainer.Element;
import org.springframework.http.server.PathContainer.PathSegment;

/**
 * Finds the route of a path, segment by segment, in a time that does not grow with the number of routes. A segment that
 * is written out goes before a variable, which matches one segment that is not empty.
 */
final class RouteTree {

    private final Map<String, RouteTree> literals = new HashMap<>();
    private @Nullable RouteTree variable;
    private @Nullable Route here;
    private @Nullable Route hereWithSlash;

    static RouteTree of(List<Route> routes) {
        RouteTree root = new RouteTree();
        for (Route route : routes) {
            String pattern = route.path().getPatternString();
            root.add(PathContainer.parsePath(pattern).elements(), 0, route);
        }
        return root;
    }

    private void add(List<Element> pattern, int from, Route route) {
        if (from >= pattern.size()) {
            here = route;
        } else if (from + 1 == pattern.size()) {
            hereWithSlash = route;
        } else {
            child(pattern.get(from + 1).value()).add(pattern, from + 2, route);
        }
    }

    private RouteTree child(String segment) {
        if (!segment.startsWith("{")) {
            return literals.computeIfAbsent(segment, name -> new RouteTree());
        }
        if (variable == null) {
            variable = new RouteTree();
        }
        return variable;
    }

    @Nullable
    Route find(PathContainer path) {
        return find(path.elements(), 0);
    }

    private @Nullable Route find(List<Element> path, int from) {
        if (from >= path.size()) {
            return here;
        }
        if (from + 1 == path.size()) {
            return hereWithSlash;
        }
        if (!(path.get(from + 1) instanceof PathSegment segment)) {
            return null;
        }
        String value = segment.valueToMatch();
        RouteTree literal = literals.get(value);
        Route found = literal == null ? null : literal.find(path, from + 2);
        return found != null || variable == null || value.isEmpty() ? found : variable.find(path, from + 2);
    }
}
