package org.pressroom.gateway.apidocs;

import java.util.Map;
import java.util.TreeMap;
import org.pressroom.common.contract.HeaderNames;
import org.pressroom.gateway.cookies.CsrfCookie;
import org.pressroom.gateway.routes.Route;
import org.pressroom.gateway.routes.Scope;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the gateway asks for and answers on the way to a route, of which the program behind it knows nothing: the scope of
 * a limited token ({@code x-scope}), the CSRF token, what shows that a comment is one's own or that one is
 * subscribed, and refusals.
 */
final class AtTheGateway {

    static final String SCOPE = "x-scope";
    static final String SESSION = "session";
    static final String CSRF = "csrf";
    static final String EDIT_TOKEN = "editToken";
    static final String READER_TOKEN = "readerToken";

    private static final String FORBIDDEN = "403";

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
        schemes.set(
                READER_TOKEN,
                header(
                        HeaderNames.READER_TOKEN,
                        "Shows that one is subscribed, and so reads what is for subscribers: the `readerToken` that the"
                                + " confirmation was answered with, which is in the links of mails too. A browser has it in"
                                + " the cookie `PRESSROOM_READER` (over TLS `__Host-PRESSROOM_READER`)."));
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
        Scope scope = route.scope(method.equals(HttpMethod.GET));
        if (scope != null) {
            operation.put(SCOPE, scope.id());
            refuseOthers(operation);
        }
        operation.set("security", secured(operation, route, method));
    }

    /** A token that was made for something else; all other refusals the programs' documents have themselves. */
    private static void refuseOthers(ObjectNode operation) {
        Map<String, JsonNode> responses = new TreeMap<>();
        operation
                .path("responses")
                .properties()
                .forEach(response -> responses.put(response.getKey(), response.getValue()));
        responses.putIfAbsent(FORBIDDEN, NODES.objectNode().put("$ref", "#/components/responses/Forbidden"));
        operation.set("responses", NODES.objectNode().setAll(responses));
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
        if (route.asksForReaders()) {
            ways.addObject().putArray(READER_TOKEN);
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
