package org.pressroom.apidocs;

import com.fasterxml.jackson.databind.JavaType;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What schemas are called, as generators name classes after them: as the record, without its {@code View}, a part of a
 * record after the whole, a list after its items. A name that does not say enough is given with {@link Schema#name()}.
 */
final class SchemaNames {

    private static final String VIEW = "View";

    private final Map<String, JavaType> given = new HashMap<>();

    /** @throws IllegalStateException where another type is called so */
    synchronized String of(JavaType type) {
        String name = name(type);
        JavaType other = given.putIfAbsent(name, type);
        if (other != null && !other.equals(type)) {
            throw new IllegalStateException(
                    "two types are called " + name + ": " + other.toCanonical() + ", " + type.toCanonical());
        }
        return name;
    }

    private static String name(JavaType type) {
        StringBuilder name = new StringBuilder();
        type.getBindings().getTypeParameters().forEach(parameter -> name.append(name(parameter)));
        return name.append(name(type.getRawClass())).toString();
    }

    /** That it is a view of something is said for the code's sake. */
    private static String withoutView(String name) {
        return name.endsWith(VIEW) ? name.substring(0, name.length() - VIEW.length()) : name;
    }

    private static String name(Class<?> type) {
        Schema schema = type.getAnnotation(Schema.class);
        if (schema != null && !schema.name().isEmpty()) {
            return schema.name();
        }
        Class<?> whole = type.getEnclosingClass();
        return whole != null && whole.isRecord()
                ? name(Objects.requireNonNull(whole)) + type.getSimpleName()
                : withoutView(type.getSimpleName());
    }
}
