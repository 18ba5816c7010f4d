package org.pressroom.gateway.apidocs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pressroom.gateway.routes.Route;
import org.pressroom.gateway.routes.Service;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One OpenAPI document out of those of all programs ({@code openapi/*.json} in {@code common}): the routes that the
 * gateway offers, with what it adds to each itself ({@link AtTheGateway}), in the order of services and of the table.
 */
final class GatheredDocument {

    private static final String GATEWAY = "gateway";

    private final JsonMapper json;
    private final ObjectNode document;
    private final ObjectNode paths;
    private final Set<String> tags = new LinkedHashSet<>();

    private GatheredDocument(JsonMapper json) {
        this.json = json;
        this.document = json.createObjectNode();
        this.paths = json.createObjectNode();
    }

    /**
     * @param routes the table; what is in no line is left out, as what no document tells of is
     * @throws IllegalStateException where two programs mean different things by one name
     */
    static ObjectNode of(JsonMapper json, List<Route> routes) {
        return new GatheredDocument(json).gathered(routes);
    }

    private ObjectNode gathered(List<Route> routes) {
        ObjectNode components = json.createObjectNode();
        for (Service service : Service.values()) {
            add(service, service.id() + "-service", routes, components);
        }
        add(null, GATEWAY, routes, components);
        AtTheGateway.addTo(components);
        tags.forEach(tag -> document.withArrayProperty("tags").addObject().put("name", tag));
        document.set("paths", paths);
        document.set("components", components);
        return document;
    }

    private void add(@Nullable Service service, String program, List<Route> routes, ObjectNode components) {
        ObjectNode its = read(program);
        for (String shared : List.of("openapi", "info", "servers")) {
            document.set(shared, its.get(shared));
        }
        merge(components, its.get("components"), program);
        Map<String, String> documented = new HashMap<>();
        its.get("paths").propertyNames().forEach(path -> documented.put(withoutNames(path), path));
        routes.stream()
                .filter(route -> route.isApi() && route.group().service() == service)
                .forEach(route -> {
                    String path = documented.get(withoutNames(route.path().getPatternString()));
                    if (path != null) {
                        add(route, path, its.get("paths").get(path));
                    }
                });
    }

    private void add(Route route, String path, JsonNode operations) {
        for (HttpMethod method : route.methods()) {
            String name = method.name().toLowerCase(Locale.ROOT);
            if (operations.get(name) instanceof ObjectNode operation) {
                AtTheGateway.addTo(operation, route, method);
                paths.withObjectProperty(path).set(name, operation);
                operation.path("tags").forEach(tag -> tags.add(tag.asString()));
            }
        }
    }

    static void merge(ObjectNode all, JsonNode its, String program) {
        its.properties().forEach(kind -> kind.getValue().properties().forEach(named -> {
            ObjectNode known = all.withObjectProperty(kind.getKey());
            JsonNode other = known.get(named.getKey());
            if (other != null && !other.equals(named.getValue())) {
                throw new IllegalStateException("%s means something else by %s than others do: %s, %s"
                        .formatted(program, named.getKey(), named.getValue(), other));
            }
            known.set(named.getKey(), named.getValue());
        }));
    }

    /** How a variable is called is each one's own business. */
    static String withoutNames(String path) {
        return path.replaceAll("\\{[^}]*}", "{}");
    }

    private ObjectNode read(String program) {
        String file = "/openapi/" + program + ".json";
        try (InputStream in = Objects.requireNonNull(GatheredDocument.class.getResourceAsStream(file), file)) {
            return (ObjectNode) json.readTree(in);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
