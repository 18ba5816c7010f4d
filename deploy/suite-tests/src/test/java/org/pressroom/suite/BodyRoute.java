package org.pressroom.suite;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pressroom.client.Answer;
import org.pressroom.client.Call;
import org.pressroom.client.Client;
import org.pressroom.client.Json;

/**
 * A route that takes a body, and what a valid one looks like.
 *
 * @param call all but the body
 */
record BodyRoute(Client client, Call call, Map<String, Object> valid, List<BodyRoute.Field> fields) {

    /**
     * A field of a body; a dot stands between the names of an object and of a field in it.
     *
     * @param longest so many characters may or may not be allowed, more surely are not; 0 where length is no matter
     * @param isText whether people write it freely
     */
    record Field(String name, boolean isRequired, int longest, Holds holds) {

        /** What is right, as far as tests of what is wrong must know. */
        enum Holds {
            ANYTHING,
            TEXT,
            YES_OR_NO
        }

        static Field required(String name) {
            return new Field(name, true, 0, Holds.ANYTHING);
        }

        static Field optional(String name) {
            return new Field(name, false, 0, Holds.ANYTHING);
        }

        Field upTo(int length) {
            return new Field(name, isRequired, length, holds);
        }

        Field text() {
            return new Field(name, isRequired, longest, Holds.TEXT);
        }

        Field yesOrNo() {
            return new Field(name, isRequired, longest, Holds.YES_OR_NO);
        }

        boolean isText() {
            return holds == Holds.TEXT;
        }

        /** A plain value where another kind of one is right. */
        Object anotherValue() {
            return holds == Holds.YES_OR_NO ? 5 : true;
        }

        /** A list where an object is right, an object everywhere else. */
        Object anotherType(Map<String, Object> valid) {
            return valid.get(name) instanceof Map ? List.of(1) : Map.of("x", 1);
        }
    }

    Answer send(String body) {
        return send(body.getBytes(StandardCharsets.UTF_8));
    }

    Answer send(byte[] body) {
        return client.send(call.body("application/json", body));
    }

    Answer without(String field) {
        return send(Json.bytes(changed(valid, field, null, true)));
    }

    Answer with(String field, @Nullable Object value) {
        return send(Json.bytes(changed(valid, field, value, false)));
    }

    String json(String field, Object value) {
        return new String(Json.bytes(changed(valid, field, value, false)), StandardCharsets.UTF_8);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> changed(
            Map<String, ?> body, String field, @Nullable Object value, boolean removed) {
        Map<String, @Nullable Object> changed = new HashMap<>(body);
        int dot = field.indexOf('.');
        if (dot >= 0) {
            String name = field.substring(0, dot);
            changed.put(
                    name,
                    changed(
                            (Map<String, Object>) Objects.requireNonNull(body.get(name)),
                            field.substring(dot + 1),
                            value,
                            removed));
        } else if (removed) {
            changed.remove(field);
        } else {
            changed.put(field, value);
        }
        return changed;
    }
}
