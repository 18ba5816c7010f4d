package org.pressroom.gateway.apidocs;

import static org.springframework.http.HttpStatus.CONTENT_TOO_LARGE;
import static org.springframework.http.HttpStatus.FORBIDDEN;
import static org.springframework.http.HttpStatus.GATEWAY_TIMEOUT;
import static org.springframework.http.HttpStatus.SERVICE_UNAVAILABLE;
import static org.springframework.http.HttpStatus.TOO_MANY_REQUESTS;
import static org.springframework.http.HttpStatus.UNAUTHORIZED;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.pressroom.common.contract.HeaderNames;
import org.pressroom.gateway.cookies.CsrfCookie;
import org.pressroom.gateway.routes.Route;
import org.pressroom.gateway.routes.Scope;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the gateway asks for and answers on the way to a route, of which the program behind it knows nothing: the scope of
 * a limited token ({@code x-scope}), the CSRF token, what shows that a comment is one's own, and refusals.
 */
final class AtTheGateway {

    static final String SCOPE = "x-scope";
    static final String SESSION = "session";
    static final String CSRF = "csrf";
    static final String EDIT_TOKEN = "editToken";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private AtTheGateway() {}

    /** Adds the ways to prove oneself that the programs' documents do not have. */
    static void addTo(ObjectNode components) {
        ObjectNode schemes = components.withObjectProperty("securitySchemes");
        schemes.set(
                CSRF,
                header(
                        CsrfCookie.HEADER,
                        "The value of the cookie `XSRF-TOKEN` (over TLS `__Host-XSRF-TOKEN`), which `GET /api/session` sets:"
                                + " due beside a session's cookie on whatever changes something, and to sign in."));
        schemes.set(
                EDIT_TOKEN,
                header(
                        HeaderNames.EDIT_TOKEN,
                        "Shows that a comment is one's own: the `editToken` that its sending was answered with."));
    }

    private static ObjectNode header(String name, String description) {
        return NODES.objectNode()
                .put("type", "apiKey")
                .put("in", "header")
                .put("name", name)
                .put("description", description);
    }

    /** Adds to an operation what holds for its route. */
    static void addTo(ObjectNode operation, Route route, HttpMethod method) {
        Scope scope = route.group().scope();
        if (scope != null) {
            operation.put(SCOPE, scope.id());
        }
        boolean read = method.equals(HttpMethod.GET);
        operation.set("responses", withRefusals(operation, scope != null, read));
        operation.set("security", secured(operation, route, method));
    }

    private static ObjectNode withRefusals(ObjectNode operation, boolean limited, boolean read) {
        List<HttpStatus> refusals =
                new ArrayList<>(List.of(UNAUTHORIZED, TOO_MANY_REQUESTS, SERVICE_UNAVAILABLE, GATEWAY_TIMEOUT));
        if (limited || !read) {
            refusals.add(FORBIDDEN);
        }
        if (operation.has("requestBody")) {
            refusals.add(CONTENT_TOO_LARGE);
        }
        Map<String, JsonNode> responses = new TreeMap<>();
        operation
                .path("responses")
                .properties()
                .forEach(response -> responses.put(response.getKey(), response.getValue()));
        refusals.forEach(status -> responses.putIfAbsent(String.valueOf(status.value()), shared(status)));
        return NODES.objectNode().setAll(responses);
    }

    private static ObjectNode shared(HttpStatus status) {
        return NODES.objectNode()
                .put(
                        "$ref",
                        "#/components/responses/" + status.getReasonPhrase().replaceAll("[ -]", ""));
    }

    private static ArrayNode secured(ObjectNode operation, Route route, HttpMethod method) {
        boolean read = method.equals(HttpMethod.GET);
        boolean signsIn = route.csrf() == Route.Csrf.TO_SIGN_IN && method.equals(HttpMethod.POST);
        ArrayNode ways = NODES.arrayNode();
        if (takesEditToken(operation)) {
            ways.addObject().putArray(EDIT_TOKEN);
            if (!read) {
                return ways;
            }
        }
        for (JsonNode declared : operation.path("security")) {
            ObjectNode way = (ObjectNode) declared.deepCopy();
            boolean bySession = route.csrf() != Route.Csrf.NEVER && way.has(SESSION) && !read;
            if (bySession || signsIn) {
                way.putArray(CSRF);
            }
            ways.add(way);
        }
        return ways;
    }

    private static boolean takesEditToken(ObjectNode operation) {
        return operation
                .path("parameters")
                .valueStream()
                .anyMatch(parameter ->
                        HeaderNames.EDIT_TOKEN.equals(parameter.path("name").asString("")));
    }
}
