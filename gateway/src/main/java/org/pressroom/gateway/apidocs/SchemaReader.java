package org.pressroom.gateway.apidocs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pressroom.gateway.apidocs.Reference.Field;
import org.pressroom.gateway.apidocs.Reference.ObjectType;
import org.pressroom.gateway.apidocs.Reference.TypeName;
import tools.jackson.databind.JsonNode;

/** Reads schemas into words and tables, and remembers which types are named and not told of on the spot. */
final class SchemaReader {

    private static final String SCHEMAS = "#/components/schemas/";

    private static final Map<String, String> FORMATS = Map.of(
            "uuid", "UUID",
            "date-time", "instant",
            "email", "e-mail address",
            "uri", "URI",
            "uri-reference", "URI or path");

    private final JsonNode document;
    /** Each with whether it is a part of what is sent. */
    private final Map<String, Boolean> named = new TreeMap<>();

    SchemaReader(JsonNode document) {
        this.document = document;
    }

    /** What a reference leads to, or the node itself. */
    static JsonNode resolved(JsonNode document, JsonNode node) {
        String reference = node.path("$ref").asString("");
        return reference.isEmpty() ? node : document.at(reference.substring(1));
    }

    JsonNode resolved(JsonNode schema) {
        return resolved(document, schema);
    }

    /**
     * The object that a schema is, and the items of a part of a list; empty where it is no object.
     *
     * @param sent whether by who asks, who must know what is required
     */
    List<ObjectType> objects(JsonNode schema, boolean sent) {
        JsonNode object = resolved(schema);
        if (!object.has("properties")) {
            return List.of();
        }
        List<ObjectType> objects = new ArrayList<>();
        objects.add(object(name(schema), object, sent));
        JsonNode items = object.path("properties").path("items").path("items");
        if (object.path("properties").has("next") && items.has("$ref")) {
            objects.add(object(name(items), resolved(items), sent));
        }
        return objects;
    }

    /** All types that were named so far, and those that they name in their turn. */
    List<ObjectType> named() {
        Map<String, ObjectType> told = new TreeMap<>();
        while (!told.keySet().containsAll(named.keySet())) {
            Map.copyOf(named)
                    .forEach((name, sent) -> told.computeIfAbsent(name, key -> object(key, schema(key), sent)));
        }
        return List.copyOf(told.values());
    }

    private JsonNode schema(String name) {
        return document.path("components").path("schemas").path(name);
    }

    private ObjectType object(String name, JsonNode schema, boolean sent) {
        Set<String> required =
                schema.path("required").valueStream().map(JsonNode::asString).collect(Collectors.toSet());
        return new ObjectType(
                name,
                anchor(name),
                Prose.of(schema.path("description").asString("")),
                schema.path("properties")
                        .propertyStream()
                        .map(part -> part(part.getKey(), part.getValue(), required.contains(part.getKey()), sent))
                        .toList());
    }

    private Field part(String name, JsonNode schema, boolean required, boolean sent) {
        String note = sent ? (required ? "required" : null) : (required ? null : "may be missing");
        return field(name, note, null, schema, schema.path("description").asString(""), sent);
    }

    /** An event of a stream, whose data the schema is. */
    Field event(String name, JsonNode data) {
        return part(name, data, true, false);
    }

    /** A parameter, or a header of an answer. */
    Field field(String name, boolean required, String place, JsonNode schema, String about) {
        String note = required && !place.equals("path") ? "required" : null;
        return field(name, note, place, schema, about, true);
    }

    private Field field(
            String name, @Nullable String note, @Nullable String place, JsonNode schema, String about, boolean sent) {
        JsonNode items = schema.path("items");
        return new Field(
                name,
                note,
                place,
                type(schema, sent),
                SchemaLimits.of(schema),
                values(items.isMissingNode() ? schema : items),
                Prose.of(about));
    }

    /** What a schema is, in a word or two. */
    TypeName type(JsonNode schema, boolean sent) {
        if (schema.has("$ref")) {
            return named(name(schema), sent);
        }
        if (schema.has("anyOf")) {
            JsonNode some = schema.get("anyOf")
                    .valueStream()
                    .filter(each -> !"null".equals(each.path("type").asString("")))
                    .findFirst()
                    .orElse(schema);
            TypeName type = type(some, sent);
            return new TypeName(type.within(), type.name(), type.anchor(), true);
        }
        List<String> types = types(schema);
        boolean nullable = types.remove("null");
        String type = types.isEmpty() ? "anything" : String.join(" or ", types);
        if (type.equals("array")) {
            TypeName item = type(schema.path("items"), sent);
            return new TypeName("list of " + item.within(), item.name(), item.anchor(), nullable);
        }
        String format = FORMATS.get(schema.path("format").asString(""));
        return new TypeName("", format == null ? type : format, null, nullable);
    }

    private TypeName named(String name, boolean sent) {
        named.merge(name, sent, Boolean::logicalOr);
        return new TypeName("", name, anchor(name), false);
    }

    private static List<String> types(JsonNode schema) {
        JsonNode type = schema.path("type");
        List<String> types = new ArrayList<>();
        if (type.isString()) {
            types.add(type.asString());
        }
        type.valueStream().forEach(each -> types.add(each.asString()));
        return types;
    }

    private static List<String> values(JsonNode schema) {
        return schema.path("enum")
                .valueStream()
                .filter(value -> !value.isNull())
                .map(JsonNode::asString)
                .toList();
    }

    private static String name(JsonNode reference) {
        return reference.path("$ref").asString("").replace(SCHEMAS, "");
    }

    private static String anchor(String name) {
        return "type-" + name.toLowerCase(Locale.ROOT);
    }
}
