package org.pressroom.common.events;

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
 * events handles what is sent.
 *
 * <pre>{@code
 * ArticleState state = GoldenEvents.data(EventType.ARTICLE_PUBLISHED, ArticleState.class);
 * producer.send(GoldenEvents.toSend(EventType.ARTICLE_PUBLISHED));
 * }</pre>
 */
public final class GoldenEvents {

    private static final String FOLDER = "/events/golden/";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private GoldenEvents() {}

    /** The event's data. */
    public static <T extends Record> T data(EventType type, Class<T> dataClass) {
        return received(type).data(dataClass);
    }

    /** The event as a handler is given it. */
    public static ReceivedEvent received(EventType type) {
        ProducerRecord<String, byte[]> sent = toSend(type);
        ConsumerRecord<String, byte[]> record = new ConsumerRecord<>(sent.topic(), 0, 0, sent.key(), sent.value());
        sent.headers().forEach(header -> record.headers().add(header));
        return CloudEventsCodec.decode(record);
    }

    /** The event as it is sent to its topic. */
    public static ProducerRecord<String, byte[]> toSend(EventType type) {
        JsonNode file = JSON.readTree(file(type));
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(
                type.topic().topicName(), file.get("key").asString(), JSON.writeValueAsBytes(file.get("value")));
        for (Map.Entry<String, JsonNode> header : file.get("headers").properties()) {
            record.headers().add(header.getKey(), header.getValue().asString().getBytes(StandardCharsets.UTF_8));
        }
        return record;
    }

    private static byte[] file(EventType type) {
        String name = FOLDER + type.typeName() + ".json";
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
