package org.pressroom.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A request to be sent: as often as one likes, by whom one likes. */
public record Call(String method, String path, byte @Nullable [] body, List<String> headers) {

    public static Call get(String path) {
        return new Call("GET", path, null, List.of());
    }

    public static Call post(String path) {
        return new Call("POST", path, null, List.of());
    }

    public static Call put(String path) {
        return new Call("PUT", path, null, List.of());
    }

    public static Call patch(String path) {
        return new Call("PATCH", path, null, List.of());
    }

    public static Call delete(String path) {
        return new Call("DELETE", path, null, List.of());
    }

    public Call json(Object value) {
        return body("application/json", Json.bytes(value));
    }

    public Call form(Map<String, String> fields) {
        String text = fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        return body("application/x-www-form-urlencoded", text.getBytes(StandardCharsets.UTF_8));
    }

    public Call body(String contentType, byte[] bytes) {
        return new Call(method, path, bytes, headers).header("Content-Type", contentType);
    }

    public Call header(String name, String value) {
        List<String> more = new ArrayList<>(headers);
        more.add(name);
        more.add(value);
        return new Call(method, path, body, List.copyOf(more));
    }

    public Call ifMatch(String etag) {
        return header("If-Match", etag);
    }

    /** With an idempotency key, so that it may be sent again where its outcome is not known. */
    public Call once() {
        return header("Idempotency-Key", UUID.randomUUID().toString());
    }

    public boolean isSafe() {
        return method.equals("GET") || method.equals("HEAD");
    }

    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
