package org.pressroom.gateway.apidocs;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes up what a schema may look like. */
final class Examples {

    /** Deeper than any answer, and an end for types that have themselves as a part. */
    private static final int DEEPEST = 6;

    /** Given where what it must have depends on who asks. */
    private static final String EXAMPLE = "example";

    private static final String ANY_TEXT = "…";

    private static final Map<String, String> TEXTS = Map.of(
            "uuid", "01983c5e-7b2a-7c41-9d0e-5f3a8b6c2d10",
            "date-time", "2026-05-04T09:30:00Z",
            "email", "ada@example.org",
            "uri", "https://example.org/",
            "uri-reference", "https://example.org/");

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonNode document;
    private final JsonMapper json;
    private final ObjectWriter lines;

    Examples(JsonNode document, JsonMapper json) {
        this.document = document;
        this.json = json;
        this.lines = json.writer()
                .with(new DefaultPrettyPrinter()
                        .withSeparators(Separators.createDefaultInstance()
                                .withObjectNameValueSpacing(Separators.Spacing.AFTER)));
    }

    /** With all that it can have, over several lines. */
    String whole(JsonNode schema) {
        return lines.writeValueAsString(example(schema, true, DEEPEST));
    }

    /** With what it must have and no more, in one line; where that is nothing, with the first of its parts. */
    String least(JsonNode schema) {
        JsonNode example = example(schema, false, DEEPEST);
        if (example.isEmpty() && example(schema, true, DEEPEST) instanceof ObjectNode whole && !whole.isEmpty()) {
            String first = whole.propertyNames().iterator().next();
            example = NODES.objectNode().set(first, whole.get(first));
        }
        return json.writeValueAsString(example);
    }

    private JsonNode example(JsonNode declared, boolean whole, int deep) {
        JsonNode schema = SchemaReader.resolved(document, declared);
        if (!whole && schema.has(EXAMPLE)) {
            return schema.get(EXAMPLE);
        }
        if (schema.has("properties")) {
            return object(schema, whole, deep);
        }
        if (schema.has("anyOf")) {
            return example(schema.get("anyOf").get(0), whole, deep);
        }
        if (schema.has("enum")) {
            return schema.get("enum").get(0);
        }
        JsonNode declaredType = schema.path("type");
        String type = declaredType.isArray() ? declaredType.get(0).asString("") : declaredType.asString("");
        return switch (type) {
            case "array" -> list(schema.path("items"), whole, deep);
            case "integer", "number" ->
                NODES.numberNode(
                        schema.path("default").asInt(schema.path("minimum").asInt(1)));
            case "boolean" -> NODES.booleanNode(true);
            case "string" ->
                NODES.stringNode(TEXTS.getOrDefault(schema.path("format").asString(""), ANY_TEXT));
            default -> NODES.objectNode();
        };
    }

    private ArrayNode list(JsonNode items, boolean whole, int deep) {
        return deep == 0 ? NODES.arrayNode() : NODES.arrayNode().add(example(items, whole, deep - 1));
    }

    private ObjectNode object(JsonNode schema, boolean whole, int deep) {
        ObjectNode object = NODES.objectNode();
        Set<String> required =
                schema.path("required").valueStream().map(JsonNode::asString).collect(Collectors.toSet());
        if (deep > 0) {
            schema.get("properties").properties().stream()
                    .filter(property -> whole || required.contains(property.getKey()))
                    .forEach(property -> object.set(property.getKey(), example(property.getValue(), whole, deep - 1)));
        }
        return object;
    }
}
