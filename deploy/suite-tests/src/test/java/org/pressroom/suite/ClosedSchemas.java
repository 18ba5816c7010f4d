package org.pressroom.suite;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.format.Format;
import com.networknt.schema.format.PatternFormat;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The schemas of an OpenAPI 3.1 document, which are those of JSON Schema 2020-12, read strictly: an object has no
 * property that its schema does not name, and formats are asserted.
 */
final class ClosedSchemas {

    private static final String COMPONENTS = "components";

    /** The validator's own knows of domains those that are registered, and so none that is for examples. */
    private static final Format EMAIL = PatternFormat.of("email", "^[^@\\s]+@[^@\\s]+$", "format.email");

    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
            Dialect.builder(Dialects.getDraft202012()).format(EMAIL).build());
    private final Map<JsonNode, Schema> compiled = new HashMap<>();
    private final JsonNode components;

    ClosedSchemas(JsonNode document) {
        this.components = closed(document.path(COMPONENTS));
    }

    /** What is wrong with a value; empty where nothing is. */
    List<String> faults(JsonNode schema, JsonNode value) {
        return compiled
                .computeIfAbsent(schema, this::compile)
                .validate(value, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(fault -> fault.getInstanceLocation() + ": " + fault.getMessage())
                .toList();
    }

    /** With what it may refer to beside it, as in the document. */
    private Schema compile(JsonNode schema) {
        ObjectNode root = (ObjectNode) closed(schema);
        root.set(COMPONENTS, components);
        return registry.getSchema(root);
    }

    private static JsonNode closed(JsonNode part) {
        JsonNode copy = part.deepCopy();
        close(copy);
        return copy;
    }

    private static void close(JsonNode node) {
        node.forEach(ClosedSchemas::close);
        if (node instanceof ObjectNode object && isOpen(object)) {
            object.put("additionalProperties", false);
        }
    }

    private static boolean isOpen(ObjectNode object) {
        return !object.has("additionalProperties")
                && "object".equals(object.path("type").asString(""));
    }
}
