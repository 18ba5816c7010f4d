package org.pressroom.common.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Holds JSON against a contract record: what is not marked nullable there must be there. */
final class RequiredFields {

    private RequiredFields() {}

    /** Names the field that is missing. */
    static final class MissingField extends RuntimeException {
        MissingField(String field) {
            super(field, null, false, false);
        }
    }

    static void check(Class<? extends Record> contract, JsonNode json) {
        check(contract, json, "");
    }

    private static void check(Class<?> contract, JsonNode json, String path) {
        if (!json.isObject()) {
            throw new MissingField(path.isEmpty() ? "data" : path);
        }
        for (RecordComponent component : contract.getRecordComponents()) {
            String name = jsonName(component);
            String field = path.isEmpty() ? name : path + '.' + name;
            JsonNode value = json.get(name);
            if (value != null && !value.isNull()) {
                checkInside(component.getGenericType(), value, field);
            } else if (!isNullable(component)) {
                throw new MissingField(field);
            }
        }
    }

    private static void checkInside(Type type, JsonNode value, String field) {
        if (type instanceof Class<?> nested && nested.isRecord()) {
            check(nested, value, field);
        } else if (type instanceof ParameterizedType list
                && list.getActualTypeArguments()[0] instanceof Class<?> item
                && value.isArray()) {
            for (JsonNode element : value) {
                if (element.isNull()) {
                    throw new MissingField(field + "[]");
                }
                checkInside(item, element, field + "[]");
            }
        }
    }

    static boolean isNullable(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    /** The name on the wire. */
    static String jsonName(RecordComponent component) {
        JsonProperty named = component.getAccessor().getAnnotation(JsonProperty.class);
        return named == null ? component.getName() : named.value();
    }
}
