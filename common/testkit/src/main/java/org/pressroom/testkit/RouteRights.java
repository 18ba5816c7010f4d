package org.pressroom.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.springframework.context.ApplicationContext;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

/**
 * Tests that each route of a service is for whom it is said to be for, and that who may not use it is told just that,
 * whatever else is wrong with the request. The routes are those that the running program has: one that nobody said
 * anything of fails too.
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicTest> rightsComeBeforeContent() {
 *     return RouteRights.of(context, port, Map.of("GET /api/subscribers", Set.of("admin"), …));
 * }
 * }</pre>
 */
public final class RouteRights {

    /** Instead of roles: also for strangers. */
    public static final Set<String> ANYBODY = Set.of();

    private static final List<String> ROLES = List.of("admin", "editor", "author", "contributor", "moderator");
    private static final String OURS = "org.pressroom.";
    private static final String INTERNAL = " /internal/";
    private static final int PATIENCE_MILLIS = 20_000;

    /** What stands in a path for each of its variables. */
    private static final List<String> VARIABLES =
            List.of("no-id", "%F0%9F%8E%89", UUID.randomUUID().toString());

    private static final String QUERY = "?limit=x&after=!&sort=x&status=x&around=x&erase=x&token=x";
    private static final String JSON = "Content-Type: application/json\r\n";

    /** What follows the address, the host and the token in a request: the rest of its head, and its body. */
    private static final Map<String, String> CONTENTS = contents();

    private final ApplicationContext context;
    private final int port;
    private final Map<String, Set<String>> roles;

    private RouteRights(ApplicationContext context, int port, Map<String, Set<String>> roles) {
        this.context = context;
        this.port = port;
        this.roles = roles;
    }

    /**
     * The tests, one for each route.
     *
     * @param port where the service listens
     * @param roles the roles that may use a route, each named by its method and pattern; all that there are
     */
    public static Stream<DynamicTest> of(ApplicationContext context, int port, Map<String, Set<String>> roles) {
        RouteRights rights = new RouteRights(context, port, roles);
        Set<String> routes = rights.routes();
        return Stream.concat(
                Stream.of(
                        dynamicTest("all routes", () -> assertThat(routes)
                                .as("routes, and those of which it is said who may use them")
                                .isEqualTo(new TreeSet<>(roles.keySet()))),
                        dynamicTest("routes that the gateway knows", () -> assertThat(routes)
                                .filteredOn(route -> !route.contains(INTERNAL))
                                .as("routes for clients, and those of the list")
                                .containsExactlyElementsOf(OfferedRoutes.of(service(context))))),
                routes.stream().map(route -> dynamicTest(route, () -> rights.check(route))));
    }

    private static String service(ApplicationContext context) {
        return context.getEnvironment().getRequiredProperty("spring.application.name");
    }

    private Set<String> routes() {
        assertThat(context.getBeanNamesForType(RouterFunction.class))
                .as("routes that are not looked at here")
                .isEmpty();
        Set<String> routes = new TreeSet<>();
        for (RequestMappingHandlerMapping mapping :
                context.getBeansOfType(RequestMappingHandlerMapping.class).values()) {
            mapping.getHandlerMethods().forEach((route, handler) -> {
                if (handler.getBeanType().getName().startsWith(OURS)) {
                    route.getMethodsCondition().getMethods().forEach(method -> route.getPatternsCondition()
                            .getPatterns()
                            .forEach(pattern -> routes.add(method + " " + pattern.getPatternString())));
                }
            });
        }
        return routes;
    }

    private void check(String route) throws IOException {
        Set<String> entitled = roles.getOrDefault(route, Set.of("nobody"));
        Map<String, @Nullable String> refused = new LinkedHashMap<>();
        refused.put("nobody", null);
        refused.put("rubbish", "rubbish");
        refused.put("a token that has ended", Tokens.expired());
        refused.put("a token that somebody else signed", Tokens.foreign());
        refused.put("a token for other services", Tokens.otherAudience());
        refused.put("a token of another issuer", Tokens.otherIssuer());
        refused.put("a token that nobody signed", Tokens.unsigned());
        if (!entitled.equals(ANYBODY)) {
            refused.put("a stranger", Tokens.anonymous());
        }
        for (Map.Entry<String, @Nullable String> who : refused.entrySet()) {
            everyRequest(route, who.getKey(), who.getValue(), 401);
        }
        Map<String, String> forbidden = new TreeMap<>(Map.of("staff without a role", Tokens.staff()));
        ROLES.stream()
                .filter(role -> !entitled.contains(role))
                .forEach(role -> forbidden.put(role, Tokens.staff(role)));
        if (entitled.equals(ANYBODY)) {
            forbidden.put("a stranger", Tokens.anonymous());
            for (Map.Entry<String, String> who : forbidden.entrySet()) {
                assertLetIn(route, who.getKey(), who.getValue());
            }
            return;
        }
        for (Map.Entry<String, String> who : forbidden.entrySet()) {
            everyRequest(route, who.getKey(), who.getValue(), 403);
        }
        for (String role : entitled) {
            assertLetIn(route, role, Tokens.staff(role));
        }
    }

    private void everyRequest(String route, String who, @Nullable String token, int expected) throws IOException {
        List<String> wrong = new ArrayList<>();
        int place = 0;
        for (Map.Entry<String, String> content : CONTENTS.entrySet()) {
            // By turns: what stands in the path is looked at apart from what is sent.
            String variable = VARIABLES.get(place++ % VARIABLES.size());
            int status = status(route, variable, QUERY, token, content.getValue());
            if (status != expected) {
                wrong.add(status + " for '" + variable + "' and " + content.getKey());
            }
        }
        assertThat(wrong)
                .as("%s: %s is answered %s before all else", route, who, expected)
                .isEmpty();
    }

    private void assertLetIn(String route, String who, String token) throws IOException {
        for (String variable : VARIABLES) {
            assertThat(status(route, variable, "", token, JSON + "Content-Length: 2\r\n\r\n{}"))
                    .as("%s: %s", route, who)
                    .isNotIn(401, 403);
        }
    }

    private int status(String route, String variable, String query, @Nullable String token, String content)
            throws IOException {
        String head = route.replaceAll("\\{[^}]*}", variable) + query + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n"
                + (token == null ? "" : "Authorization: Bearer " + token + "\r\n");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            OutputStream out = socket.getOutputStream();
            out.write((head + content).getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            BufferedReader answer =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            String line = answer.readLine();
            assertThat(line).as("the answer to %s", head).startsWith("HTTP/1.1 ");
            return Integer.parseInt(line.substring(9, 12));
        }
    }

    private static Map<String, String> contents() {
        Map<String, String> contents = new LinkedHashMap<>();
        contents.put("no body", "\r\n");
        contents.put("an empty object", body(JSON, "{}"));
        contents.put("broken JSON", body(JSON, "{\""));
        contents.put(
                "fields of wrong types", body(JSON, "{\"title\": 5, \"email\": [], \"commentIds\": {}, \"at\": 1}"));
        contents.put("a list", body(JSON, "[]"));
        contents.put("bytes that are no UTF-8", body(JSON, "{\"title\": \"\u00ff\"}"));
        contents.put("another type of body", body("Content-Type: image/png\r\n", "{}"));
        contents.put("a type that is none", body("Content-Type: what is this\r\n", "{}"));
        contents.put("a body of no type", body("", "{}"));
        contents.put("a body whose length is over every limit", JSON + "Content-Length: 5000000\r\n\r\n{");
        contents.put(
                "other faults",
                body("Accept: what\r\nIf-Match: x\r\nIdempotency-Key: " + "x".repeat(300) + "\r\n" + JSON, "{}"));
        return contents;
    }

    private static String body(String head, String body) {
        return head + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }
}
