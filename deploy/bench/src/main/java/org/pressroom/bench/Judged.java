package org.pressroom.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.pressroom.client.Answer;
import org.pressroom.client.Call;
import org.pressroom.client.Client;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Articles in five languages, and what people would type to find each: the right one is to be among the first three. */
final class Judged {

    static final int AIM = 45;
    private static final int SHOWN = 3;

    private final JsonNode list;
    private final Map<String, String> published = new HashMap<>();

    Judged() throws IOException {
        try (InputStream judged = Objects.requireNonNull(Judged.class.getResourceAsStream("judged.json"))) {
            this.list = JsonMapper.shared().readTree(judged);
        }
    }

    void publish(Client staff) {
        list.path("articles").forEach(article -> {
            Map<String, Object> content = new HashMap<>();
            List.of("title", "summary", "body", "language")
                    .forEach(name -> content.put(name, article.path(name).asString()));
            content.put("format", "markdown");
            content.put(
                    "tags",
                    article.path("tags").valueStream().map(JsonNode::asString).toList());
            Answer draft = staff.send(Call.post("/api/articles").json(content)).expect(201);
            String id = draft.json().path("id").asString();
            staff.send(Call.post("/api/articles/" + id + "/publication").ifMatch("*"))
                    .expect(200);
            published.put(id, article.path("id").asString());
        });
    }

    /** What was searched for without finding the right one; the others found it. */
    List<String> failed(Client reader) {
        List<String> failed = new ArrayList<>();
        list.path("queries").forEach(query -> {
            String words = query.path("q").asString();
            Answer found = reader.send(Call.get(
                            "/api/articles?limit=" + SHOWN + "&q=" + URLEncoder.encode(words, StandardCharsets.UTF_8)))
                    .expect(200);
            boolean right = found.json().path("items").valueStream().anyMatch(item -> query.path("right")
                    .asString()
                    .equals(published.get(item.path("id").asString())));
            if (!right) {
                failed.add(words);
            }
        });
        return failed;
    }

    int queries() {
        return list.path("queries").size();
    }
}
