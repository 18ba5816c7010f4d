package org.pressroom.apidocs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.springdoc.webflux.api.OpenApiWebfluxResource;
import org.springframework.context.ApplicationContext;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The OpenAPI document of a program, as its code says, to be held against the one that is kept:
 *
 * <pre>{@code
 * @Test
 * void theKeptDocumentIsWhatTheCodeSays() {
 *     ApiDocument.of(context).assertKeptAs("article-service");
 * }
 * }</pre>
 *
 * The kept one is {@code openapi/<program>.json} in {@code common}, since the gateway offers them all, also while a
 * program is away. Where the two differ, the one that the code says is left in {@code target/openapi}, to be looked at and
 * put in the place of the other.
 */
public final class ApiDocument {

    private static final String PATH = "/v3/api-docs";
    private static final String API = "/api/";

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final JsonNode document;
    private final Set<String> routes;

    private ApiDocument(JsonNode document, Set<String> routes) {
        this.document = document;
        this.routes = routes;
    }

    /** The document of the program that runs. */
    public static ApiDocument of(ApplicationContext program) {
        OpenApiWebfluxResource resource = program.getBean(OpenApiWebfluxResource.class);
        try {
            byte[] json = resource.openapiJson(
                            MockServerHttpRequest.get("http://localhost" + PATH).build(), PATH, Locale.ROOT)
                    .block();
            return new ApiDocument(sorted(JSON.readTree(Objects.requireNonNull(json))), routes(program));
        } catch (JsonProcessingException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** In one order, however they were found: paths, and what they refer to. */
    private static JsonNode sorted(JsonNode document) {
        ObjectNode sorted = (ObjectNode) document;
        sorted.set("paths", byName(sorted.get("paths")));
        ObjectNode components = (ObjectNode) byName(sorted.get("components"));
        components.propertyNames().forEach(name -> components.set(name, byName(components.get(name))));
        return sorted.set("components", components);
    }

    private static JsonNode byName(JsonNode object) {
        ObjectNode sorted = JSON.createObjectNode();
        object.propertyStream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(property -> sorted.set(property.getKey(), property.getValue()));
        return sorted;
    }

    private static Set<String> routes(ApplicationContext program) {
        Set<String> routes = new TreeSet<>();
        program.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .forEach(route -> route.getPatternsCondition()
                        .getPatterns()
                        .forEach(pattern -> route.getMethodsCondition()
                                .getMethods()
                                .forEach(method -> routes.add(method + " " + pattern.getPatternString()))));
        routes.removeIf(route -> !route.contains(" " + API));
        return routes;
    }

    /** Fails where a route of the program is not in its document, or has no summary. */
    public void assertComplete() {
        Set<String> documented = new TreeSet<>();
        document.get("paths")
                .forEachEntry((path, methods) -> methods.forEachEntry((method, operation) -> {
                    documented.add(method.toUpperCase(Locale.ROOT) + " " + path);
                    assertThat(operation.path("summary").asString())
                            .as("summary of %s %s", method, path)
                            .isNotBlank();
                }));
        assertThat(documented).isEqualTo(routes);
    }

    /** Fails where the document that is kept is another. */
    public void assertKeptAs(String program) {
        String made = JSON.writeValueAsString(document) + "\n";
        if (!made.equals(kept(program))) {
            Path file = leave(program, made);
            assertThat(made)
                    .as("the kept document; what the code says is in %s", file)
                    .isEqualTo(kept(program));
        }
    }

    private static String kept(String program) {
        try (InputStream file = ApiDocument.class.getResourceAsStream("/openapi/" + program + ".json")) {
            return file == null ? "" : new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Path leave(String program, String made) {
        Path file = Path.of("target/openapi", program + ".json").toAbsolutePath();
        try {
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            return Files.writeString(file, made);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
