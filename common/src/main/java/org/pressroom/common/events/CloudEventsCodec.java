package org.pressroom.common.events;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.tracing.TraceContext;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * CloudEvents 1.0 in the binary mode of its Kafka binding: attributes as {@code ce_…} headers, JSON as the value.
 *
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md">Kafka
 *     protocol binding</a>
 */
public final class CloudEventsCodec {

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private CloudEventsCodec() {}

    /** The JSON of an event's data. */
    public static byte[] encode(Record data) {
        return JSON.writeValueAsBytes(data);
    }

    /** Sets the attributes of an event. */
    public static void writeHeaders(
            Headers headers, UUID id, String typeName, String source, Instant time, String subject) {
        put(headers, "ce_specversion", "1.0");
        put(headers, "ce_id", id.toString());
        put(headers, "ce_type", typeName);
        put(headers, "ce_source", source);
        put(headers, "ce_time", time.toString());
        put(headers, "ce_subject", subject);
        put(headers, "content-type", "application/json");
    }

    /** The type of a record's event; empty where it is of a type that this program does not know. */
    public static Optional<EventType> typeOf(ConsumerRecord<?, ?> record) {
        return EventType.named(required(record, "ce_type"));
    }

    /** What a record is about, where it says so. */
    public static Optional<String> subjectOf(ConsumerRecord<?, ?> record) {
        return Optional.ofNullable(header(record.headers(), "ce_subject"));
    }

    /**
     * Reads an event of a known type.
     *
     * @throws UndecodableEvent if an attribute is missing or malformed, or the value does not fit the type's contract
     */
    public static ReceivedEvent decode(ConsumerRecord<String, byte[]> record) {
        EventType type = typeOf(record)
                .orElseThrow(() -> new UndecodableEvent("unknown type " + required(record, "ce_type"), null));
        byte[] value = record.value();
        if (value == null || record.key() == null) {
            throw new UndecodableEvent("no key or no value", null);
        }
        try {
            JsonNode json = JSON.readTree(value);
            RequiredFields.check(type.dataClass(), json);
            Record data = JSON.treeToValue(json, type.dataClass());
            return new ReceivedEvent(
                    UUID.fromString(required(record, "ce_id")),
                    type,
                    required(record, "ce_source"),
                    Instant.parse(required(record, "ce_time")),
                    header(record.headers(), "ce_subject"),
                    record.key(),
                    data,
                    header(record.headers(), TraceContext.TRACEPARENT));
        } catch (RequiredFields.MissingField missing) {
            throw new UndecodableEvent(type.typeName() + " without " + missing.getMessage(), null);
        } catch (JacksonException | IllegalArgumentException | DateTimeParseException malformed) {
            // The message of a JSON error may quote the data: keep where it happened, not what was there.
            throw new UndecodableEvent(
                    "malformed " + type.typeName() + ": " + malformed.getClass().getSimpleName(), malformed);
        }
    }

    private static void put(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static String required(ConsumerRecord<?, ?> record, String name) {
        String value = header(record.headers(), name);
        if (value == null) {
            throw new UndecodableEvent("no header " + name, null);
        }
        return value;
    }

    private static @Nullable String header(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
