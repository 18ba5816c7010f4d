package org.pressroom.common.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Holds JSON against a contract record: what is not marked nullable there must be there. */
final class RequiredFields {

    /** Looked up once: reflection makes each component anew, and each event is checked. */
    private static final ClassValue<List<Field>> FIELDS = new ClassValue<>() {
        @Override
        protected List<Field> computeValue(Class<?> contract) {
            return Arrays.stream(contract.getRecordComponents()).map(Field::of).toList();
        }
    };

    private RequiredFields() {}

    /**
     * What is looked at of a field.
     *
     * @param contract of what is in it, where that is a record; in each of its elements, where it is a list
     */
    private record Field(
            String name,
            boolean nullable,
            boolean isList,
            @Nullable Class<?> contract) {

        static Field of(RecordComponent component) {
            Type type = component.getGenericType();
            Type inside = type instanceof ParameterizedType list ? list.getActualTypeArguments()[0] : type;
            return new Field(
                    jsonName(component),
                    isNullable(component),
                    type instanceof ParameterizedType,
                    inside instanceof Class<?> contract && contract.isRecord() ? contract : null);
        }

        String in(String path) {
            return path.isEmpty() ? name : path + '.' + name;
        }
    }

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
        for (Field field : FIELDS.get(contract)) {
            JsonNode value = json.get(field.name());
            if (value == null || value.isNull()) {
                if (!field.nullable()) {
                    throw new MissingField(field.in(path));
                }
            } else if (field.isList()) {
                checkElements(field.contract(), value, field.in(path) + "[]");
            } else if (field.contract() != null) {
                check(field.contract(), value, field.in(path));
            }
        }
    }

    private static void checkElements(@Nullable Class<?> contract, JsonNode list, String path) {
        if (!list.isArray()) {
            return;
        }
        for (JsonNode element : list) {
            if (element.isNull()) {
                throw new MissingField(path);
            } else if (contract != null) {
                check(contract, element, path);
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
