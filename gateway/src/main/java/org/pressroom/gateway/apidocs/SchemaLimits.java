package org.pressroom.gateway.apidocs;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a schema lets through, in words. */
final class SchemaLimits {

    private SchemaLimits() {}

    static List<String> of(JsonNode schema) {
        List<String> limits = new ArrayList<>();
        add(limits, range(schema, "minLength", "maxLength", " characters"));
        add(limits, range(schema, "minimum", "maximum", ""));
        add(limits, range(schema, "minItems", "maxItems", " items"));
        add(limits, range(schema.path("items"), "minLength", "maxLength", " characters each"));
        if (schema.has("default")) {
            limits.add(schema.get("default").asString() + " where it is left out");
        }
        if (schema.has("pattern")) {
            limits.add("matching " + schema.get("pattern").asString());
        }
        return limits;
    }

    private static void add(List<String> limits, @Nullable String limit) {
        if (limit != null) {
            limits.add(limit);
        }
    }

    private static @Nullable String range(JsonNode schema, String least, String most, String unit) {
        long from = schema.path(least).asLong(0);
        if (schema.has(most)) {
            String to = schema.get(most).asString() + unit;
            return from == 0 ? "at most " + to : from + " to " + to;
        }
        return from == 0 ? null : "at least " + from + unit;
    }
}
