package org.pressroom.common.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pressroom.common.consuming.DeadLetterHeaders;
import org.yaml.snakeyaml.Yaml;

/** Holds the AsyncAPI document against the code. */
class AsyncApiTest {

    private final Map<String, Object> document = read();

    @Test
    void everyTopicIsAChannelAndEveryChannelATopic() {
        Set<String> topics = new HashSet<>();
        for (EventTopic topic : EventTopic.values()) {
            topics.add(topic.topicName());
            topics.add(topic.deadLetterName());
        }

        assertThat(channelsByAddress().keySet()).isEqualTo(topics);
        assertThat(at("channels")).hasSameSizeAs(topics);
    }

    @ParameterizedTest
    @EnumSource
    void aTopicIsMadeAsItsChannelSays(EventTopic topic) {
        assertSettings(topic.topicName(), topic.definition((short) -1));
        assertSettings(topic.deadLetterName(), topic.deadLetterDefinition((short) -1));
    }

    private void assertSettings(String address, NewTopic definition) {
        Map<String, Object> kafka = child(child(named(channelsByAddress(), address), "bindings"), "kafka");
        Map<String, String> settings = new HashMap<>();
        child(kafka, "topicConfiguration")
                .forEach((name, value) -> settings.put(
                        name,
                        value instanceof List<?> values
                                ? values.stream().map(String::valueOf).collect(Collectors.joining(","))
                                : String.valueOf(value)));

        assertThat(kafka.get("partitions")).isEqualTo(definition.numPartitions());
        assertThat(settings).isEqualTo(definition.configs());
    }

    @Test
    void everyTypeIsAMessageOfItsTopicAndOfNoOther() {
        Map<String, Set<String>> described = new HashMap<>();
        channelsByAddress().forEach((address, channel) -> described.put(address, messageNames(channel)));

        Map<String, Set<String>> known = new HashMap<>();
        for (EventTopic topic : EventTopic.values()) {
            Set<String> names = Arrays.stream(EventType.values())
                    .filter(type -> type.topic() == topic)
                    .map(EventType::typeName)
                    .collect(Collectors.toCollection(HashSet::new));
            if (topic.definition((short) -1).configs().containsValue("compact")) {
                names.add("tombstone");
            }
            known.put(topic.topicName(), names);
            known.put(topic.deadLetterName(), Set.of("deadLetter"));
        }
        assertThat(described).isEqualTo(known);
    }

    @Test
    void everyMessageIsToldByAnOperation() {
        Set<String> told = new HashSet<>();
        for (Object operation : at("operations").values()) {
            for (Object message : list(asMap(operation), "messages")) {
                told.add(String.valueOf(resolve(resolve(asMap(message))).get("name")));
            }
        }

        assertThat(told)
                .containsAll(Arrays.stream(EventType.values())
                        .map(EventType::typeName)
                        .toList());
    }

    @ParameterizedTest
    @EnumSource
    void aMessageNamesItsTypeItsKeyAndItsSchema(EventType type) throws IOException {
        Map<String, Object> message = named(messages(), type.typeName());
        Map<String, Object> headers =
                asMap(list(child(message, "headers"), "allOf").get(1));
        Map<String, Object> properties = child(headers, "properties");

        assertThat(child(properties, "ce_type").get("const")).isEqualTo(type.typeName());
        assertThat(child(properties, "ce_source").get("const"))
                .isEqualTo(ContractsTest.golden(type).source());
        assertThat(child(child(child(message, "bindings"), "kafka"), "key"))
                .containsEntry("type", "string")
                .containsEntry("format", "uuid");
        String reference =
                String.valueOf(child(child(message, "payload"), "schema").get("$ref"));
        try (InputStream schema = AsyncApiTest.class.getResourceAsStream("/" + reference)) {
            assertThat(schema).as(reference).isNotNull();
            assertThat(new String(schema.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(ContractsTest.schemaOf(type.dataClass()));
        }
    }

    @Test
    void theHeadersThatAreSentAreDescribed() {
        RecordHeaders headers = new RecordHeaders();
        ReceivedEvent event = ContractsTest.golden(EventType.THREAD_COUNTED);
        CloudEventsCodec.writeHeaders(
                headers, event.id(), event.type().typeName(), event.source(), event.time(), event.key());
        List<String> sent = new ArrayList<>();
        for (Header header : headers) {
            sent.add(header.key());
        }
        Map<String, Object> described = child(child(at("components"), "schemas"), "headers");

        assertThat(described.get("required")).isEqualTo(sent);
        sent.add("traceparent");
        assertThat(child(described, "properties").keySet()).containsExactlyElementsOf(sent);
    }

    @Test
    void theHeadersOfDeadLettersAreDescribed() {
        Map<String, Object> described = child(child(at("components"), "schemas"), "deadLetterHeaders");
        List<String> known = List.of(
                DeadLetterHeaders.CONSUMER,
                DeadLetterHeaders.TOPIC,
                DeadLetterHeaders.PARTITION,
                DeadLetterHeaders.OFFSET,
                DeadLetterHeaders.REASON);

        assertThat(described.get("required")).isEqualTo(known);
        assertThat(child(described, "properties").keySet()).containsExactlyElementsOf(known);
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        List<String> references = new ArrayList<>();
        collectReferences(document, references);

        assertThat(references).isNotEmpty().allSatisfy(reference -> {
            if (reference.startsWith("#")) {
                assertThat(resolve(Map.of("$ref", reference))).isNotNull();
            } else {
                assertThat(AsyncApiTest.class.getResource("/" + reference)).isNotNull();
            }
        });
    }

    private static void collectReferences(Object node, List<String> references) {
        if (node instanceof Map<?, ?> map) {
            map.forEach((name, value) -> {
                if ("$ref".equals(name)) {
                    references.add(String.valueOf(value));
                }
                collectReferences(value, references);
            });
        } else if (node instanceof List<?> list) {
            list.forEach(element -> collectReferences(element, references));
        }
    }

    private Map<String, Map<String, Object>> channelsByAddress() {
        return at("channels").values().stream()
                .map(AsyncApiTest::asMap)
                .collect(Collectors.toMap(channel -> String.valueOf(channel.get("address")), channel -> channel));
    }

    private Set<String> messageNames(Map<String, Object> channel) {
        return child(channel, "messages").values().stream()
                .map(message -> String.valueOf(resolve(asMap(message)).get("name")))
                .collect(Collectors.toSet());
    }

    private Map<String, Map<String, Object>> messages() {
        return child(at("components"), "messages").values().stream()
                .map(AsyncApiTest::asMap)
                .collect(Collectors.toMap(message -> String.valueOf(message.get("name")), message -> message));
    }

    private Map<String, Object> resolve(Map<String, Object> node) {
        if (!(node.get("$ref") instanceof String reference)) {
            return node;
        }
        Map<String, Object> found = document;
        for (String step : reference.substring("#/".length()).split("/", -1)) {
            found = child(found, step);
        }
        return found;
    }

    private Map<String, Object> at(String name) {
        return child(document, name);
    }

    private static Map<String, Object> child(Map<String, Object> node, String name) {
        return asMap(named(node, name));
    }

    private static List<?> list(Map<String, Object> node, String name) {
        return (List<?>) named(node, name);
    }

    private static <T> T named(Map<String, T> node, String name) {
        T found = node.get(name);
        if (found == null) {
            throw new AssertionError("no " + name + " among " + node.keySet());
        }
        return found;
    }

    private static Map<String, Object> asMap(Object node) {
        Map<String, Object> map = new LinkedHashMap<>();
        ((Map<?, ?>) node).forEach((name, value) -> map.put(String.valueOf(name), value));
        return map;
    }

    private static Map<String, Object> read() {
        try (InputStream file = AsyncApiTest.class.getResourceAsStream("/asyncapi.yaml")) {
            return new Yaml().load(file);
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
