package org.pressroom.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One example of each event as it is on the wire, for the tests of those who read it: a consumer that handles its golden
 * events handles what is sent. The files are in {@code golden-events}, one for each type, such as
 * {@code article.published.v1}.
 *
 * <pre>{@code
 * kafka.send(GoldenEvents.toSend(EventType.ARTICLE_PUBLISHED.typeName()));
 * }</pre>
 */
public final class GoldenEvents {

    private static final String FOLDER = "/golden-events/";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private GoldenEvents() {}

    /** The event as it is sent to its topic. */
    public static ProducerRecord<String, byte[]> toSend(String type) {
        JsonNode file = JSON.readTree(file(type));
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(
                file.get("topic").asString(), file.get("key").asString(), JSON.writeValueAsBytes(file.get("value")));
        for (Map.Entry<String, JsonNode> header : file.get("headers").properties()) {
            record.headers().add(header.getKey(), header.getValue().asString().getBytes(StandardCharsets.UTF_8));
        }
        return record;
    }

    /** The event as it is read from its topic. */
    public static ConsumerRecord<String, byte[]> received(String type) {
        ProducerRecord<String, byte[]> sent = toSend(type);
        ConsumerRecord<String, byte[]> record = new ConsumerRecord<>(sent.topic(), 0, 0, sent.key(), sent.value());
        sent.headers().forEach(header -> record.headers().add(header));
        return record;
    }

    private static byte[] file(String type) {
        String name = FOLDER + type + ".json";
        try (InputStream file = GoldenEvents.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("no golden file " + name);
            }
            return file.readAllBytes();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
