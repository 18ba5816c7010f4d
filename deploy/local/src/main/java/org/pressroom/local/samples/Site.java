package org.pressroom.local.samples;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpCookie;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** The suite's public API as a browser uses it: with cookies, and the token against forged requests beside them. */
final class Site {
    private static final int TIMEOUT_MILLIS = 15_000;
    private static final String XSRF = "XSRF-TOKEN";

    private final String url;
    private final JsonMapper json = JsonMapper.builder().build();
    private final Map<String, String> cookies = new LinkedHashMap<>();

    Site(String url) {
        this.url = url;
    }

    /**
     * What was answered.
     *
     * @param body a missing node where it is no JSON
     */
    record Answer(
            int status,
            JsonNode body,
            @Nullable String etag,
            @Nullable String retryAfter) {
        boolean isGood() {
            return status >= 200 && status < 300;
        }
    }

    Answer get(String path) throws IOException {
        return send("GET", path, null, Map.of());
    }

    Answer post(String path, @Nullable Object body, Map<String, String> headers) throws IOException {
        return send("POST", path, body, headers);
    }

    Answer delete(String path) throws IOException {
        return send("DELETE", path, null, Map.of());
    }

    private Answer send(String method, String path, @Nullable Object body, Map<String, String> headers)
            throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(url + path).toURL().openConnection();
        connection.setRequestMethod(method);
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        connection.setInstanceFollowRedirects(false);
        connection.setRequestProperty("Accept", "application/json");
        headers.forEach(connection::setRequestProperty);
        if (!cookies.isEmpty()) {
            connection.setRequestProperty(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        @Nullable String xsrf = cookies.get(XSRF);
        if (!method.equals("GET") && xsrf != null) {
            connection.setRequestProperty("X-XSRF-TOKEN", xsrf);
        }
        if (body != null) {
            connection.setRequestProperty("Content-Type", "application/json");
            connection.setDoOutput(true);
            try (OutputStream out = connection.getOutputStream()) {
                out.write(json.writeValueAsBytes(body));
            }
        }
        int status = connection.getResponseCode();
        // A name in lower case is the same header, and not the same key in this map.
        connection.getHeaderFields().forEach((name, values) -> {
            if ("Set-Cookie".equalsIgnoreCase(name)) {
                keepCookies(values);
            }
        });
        return new Answer(
                status,
                read(status >= 400 ? connection.getErrorStream() : connection.getInputStream()),
                connection.getHeaderField("ETag"),
                connection.getHeaderField("Retry-After"));
    }

    private JsonNode read(@Nullable InputStream in) throws IOException {
        if (in == null) {
            return MissingNode.getInstance();
        }
        try (in) {
            return json.readTree(in.readAllBytes());
        } catch (JacksonException noJson) {
            return MissingNode.getInstance();
        }
    }

    private void keepCookies(List<String> headers) {
        for (String header : headers) {
            for (HttpCookie cookie : HttpCookie.parse(header)) {
                if (cookie.getMaxAge() == 0) {
                    cookies.remove(cookie.getName());
                } else {
                    cookies.put(cookie.getName(), cookie.getValue());
                }
            }
        }
    }
}
