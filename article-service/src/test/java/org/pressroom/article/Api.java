package org.pressroom.article;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.testkit.Tokens;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** The program's web edge, as the gateway calls it. */
@TestComponent
public class Api {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Environment environment;

    Api(Environment environment) {
        this.environment = environment;
    }

    /** An answer; its body as JSON where it is some. */
    public record Answer(int status, HttpResponse<String> raw, JsonNode json) {
        public @Nullable String header(String name) {
            return raw.headers().firstValue(name).orElse(null);
        }

        public String etag() {
            return raw.headers().firstValue("ETag").orElseThrow();
        }

        public UUID id() {
            return UUID.fromString(text("id"));
        }

        public String text(String field) {
            return json.get(field).asString();
        }
    }

    /** What a draft needs at least, and more: names and values by turns. */
    public static Map<String, Object> content(String title, Object... more) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("title", title);
        content.put("body", "Some *words*.");
        content.put("format", "markdown");
        for (int i = 0; i < more.length; i += 2) {
            content.put((String) more[i], more[i + 1]);
        }
        return content;
    }

    /** Starts a draft; the answer has its id and entity tag. */
    public Answer draft(Staff staff, String title, Object... more) {
        return post("/api/articles", staff, content(title, more));
    }

    /** Starts a draft and publishes it; the answer has its id, slug and the draft's entity tag. */
    public Answer published(Staff staff, String title, Object... more) {
        return publish(staff, draft(staff, title, more).id());
    }

    /** Publishes a draft whatever its version. */
    public Answer publish(Staff staff, UUID id) {
        return post("/api/articles/" + id + "/publication", staff, null, "If-Match", "*");
    }

    public Answer get(String path, String... headers) {
        return call("GET", path, Tokens.anonymous(), null, headers);
    }

    public Answer get(String path, Staff staff, String... headers) {
        return call("GET", path, staff.token(), null, headers);
    }

    public Answer post(String path, Staff staff, @Nullable Object body, String... headers) {
        return call("POST", path, staff.token(), body, headers);
    }

    public Answer put(String path, Staff staff, Object body, String... headers) {
        return call("PUT", path, staff.token(), body, headers);
    }

    public Answer delete(String path, Staff staff, String... headers) {
        return call("DELETE", path, staff.token(), null, headers);
    }

    /**
     * Any request.
     *
     * @param body bytes and text as they are, anything else as JSON
     * @param headers names and values by turns
     */
    public Answer call(String method, String path, @Nullable String token, @Nullable Object body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + environment.getRequiredProperty("local.server.port") + path))
                .timeout(LIMIT)
                .method(method, publisher(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        try {
            HttpResponse<String> answer =
                    client.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            return new Answer(answer.statusCode(), answer, json(answer));
        } catch (IOException failure) {
            throw new AssertionError(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    private static HttpRequest.BodyPublisher publisher(@Nullable Object body) {
        if (body == null) {
            return HttpRequest.BodyPublishers.noBody();
        } else if (body instanceof byte[] bytes) {
            return HttpRequest.BodyPublishers.ofByteArray(bytes);
        }
        return HttpRequest.BodyPublishers.ofString(body instanceof String text ? text : JSON.writeValueAsString(body));
    }

    private static JsonNode json(HttpResponse<String> answer) {
        boolean isJson = answer.headers()
                .firstValue("Content-Type")
                .filter(type -> type.contains("json"))
                .isPresent();
        return isJson && !answer.body().isEmpty() ? JSON.readTree(answer.body()) : MissingNode.getInstance();
    }
}
