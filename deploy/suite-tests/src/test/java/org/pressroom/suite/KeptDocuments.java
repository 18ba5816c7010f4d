package org.pressroom.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.pressroom.client.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What is kept of the API beside its code. */
final class KeptDocuments {

    private static final Path ROOT = Suite.launcher().resolve("../../..").normalize();
    private static final Path DOCUMENTS = ROOT.resolve("common/src/main/resources/openapi");
    private static final Path ROUTES =
            ROOT.resolve("common/testkit/src/main/resources/org/pressroom/testkit/offered-routes.txt");

    private KeptDocuments() {}

    /** The OpenAPI documents of all programs in one. */
    static JsonNode all() {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(DOCUMENTS, "*.json")) {
            for (Path file : files) {
                add(all, Json.read(Files.readAllBytes(file)));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return all;
    }

    private static void add(ObjectNode all, JsonNode document) {
        document.path("paths")
                .forEachEntry((path, methods) ->
                        all.withObjectProperty("paths").withObjectProperty(path).setAll((ObjectNode) methods));
        document.path("components").forEachEntry((kind, parts) -> all.withObjectProperty("components")
                .withObjectProperty(kind)
                .setAll((ObjectNode) parts));
    }

    /** The routes of the API that services offer, each as its method and path. */
    static Set<String> routes() {
        try {
            return Files.readAllLines(ROUTES).stream()
                    .map(line -> line.replaceFirst("^\\S+ ", ""))
                    .filter(route -> route.contains(" /api/"))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
