package org.pressroom.common.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.pressroom.testkit.GoldenEvents;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ContractsTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static Stream<Class<? extends Record>> contracts() {
        return Arrays.stream(EventType.values())
                .<Class<? extends Record>>map(EventType::dataClass)
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void theSchemaSaysWhatTheRecordSays(Class<? extends Record> contract) throws IOException {
        JsonNode schema = JSON.readTree(schemaOf(contract));

        assertThat(schema.get("title").asString()).isEqualTo(contract.getSimpleName());
        assertFits(schema, contract, contract.getSimpleName());
    }

    private static void assertFits(JsonNode schema, Class<?> contract, String where) {
        List<String> names = new ArrayList<>();
        List<String> required = new ArrayList<>();
        for (RecordComponent component : contract.getRecordComponents()) {
            String name = RequiredFields.jsonName(component);
            boolean nullable = RequiredFields.isNullable(component);
            names.add(name);
            if (!nullable) {
                required.add(name);
            }
            JsonNode property = schema.path("properties").path(name);
            assertType(property, component.getGenericType(), nullable, where + '.' + name);
        }
        assertThat(schema.get("properties").propertyNames()).as(where).containsExactlyElementsOf(names);
        assertThat(texts(schema.get("required"))).as(where + " required").containsExactlyElementsOf(required);
        assertThat(schema.has("additionalProperties"))
                .as(where + " may gain fields")
                .isFalse();
    }

    private static void assertType(JsonNode property, Type type, boolean nullable, String where) {
        List<String> expected = new ArrayList<>(List.of(jsonType(type)));
        if (nullable) {
            expected.add("null");
        }
        JsonNode given = property.path("type");
        assertThat(given.isArray() ? texts(given) : List.of(given.asString("")))
                .as(where)
                .isEqualTo(expected);
        assertThat(property.path("format").asString("")).as(where).isEqualTo(format(type));
        if (type instanceof Class<?> nested && nested.isRecord()) {
            assertFits(property, nested, where);
        } else if (type instanceof ParameterizedType list) {
            assertType(property.path("items"), list.getActualTypeArguments()[0], false, where + "[]");
        }
    }

    private static String jsonType(Type type) {
        if (type instanceof ParameterizedType) {
            return "array";
        } else if (type == String.class || type == UUID.class || type == Instant.class) {
            return "string";
        } else if (type == long.class || type == Long.class || type == int.class) {
            return "integer";
        } else if (type == double.class) {
            return "number";
        } else if (type == boolean.class) {
            return "boolean";
        }
        return "object";
    }

    private static String format(Type type) {
        if (type == UUID.class) {
            return "uuid";
        }
        return type == Instant.class ? "date-time" : "";
    }

    @Test
    void theSchemaNamesTheStatesOfAnArticle() throws IOException {
        JsonNode states = JSON.readTree(schemaOf(ArticleState.class)).at("/properties/status/enum");

        assertThat(texts(states))
                .containsExactly(ArticleState.PUBLISHED, ArticleState.UNPUBLISHED, ArticleState.REMOVED);
    }

    @ParameterizedTest
    @EnumSource
    void theGoldenEventFitsItsSchema(EventType type) throws IOException {
        assertThat(faults(type, new String(value(type), StandardCharsets.UTF_8)))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void theSchemaRefusesAnEventWithoutData(EventType type) throws IOException {
        assertThat(faults(type, "{}")).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void theGoldenEventIsReadAndWrittenAgainTheSame(EventType type) {
        ReceivedEvent event = golden(type);

        assertThat(JSON.readTree(CloudEventsCodec.encode(event.data()))).isEqualTo(JSON.readTree(value(type)));
        RecordHeaders headers = new RecordHeaders();
        CloudEventsCodec.writeHeaders(
                headers,
                event.id(),
                type.typeName(),
                event.source(),
                event.time(),
                Objects.requireNonNull(event.subject()));
        assertThat(texts(headers))
                .isEqualTo(texts(GoldenEvents.toSend(type.typeName()).headers()));
        assertThat(UUID.fromString(event.key())).isNotNull();
        assertThat(GoldenEvents.toSend(type.typeName()).topic())
                .isEqualTo(type.topic().topicName());
    }

    @ParameterizedTest
    @EnumSource
    void fieldsThatALaterVersionAddsAreIgnored(EventType type) {
        ObjectNode grown = (ObjectNode) JSON.readTree(value(type));
        addField(grown);

        assertThat(decode(type, grown).data()).isEqualTo(golden(type).data());
    }

    private static void addField(JsonNode node) {
        node.forEach(ContractsTest::addField);
        if (node instanceof ObjectNode object) {
            object.putObject("addedLater").put("nested", 1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anEventWithoutAFieldThatMustBeThereCannotBeRead(EventType type) {
        ObjectNode whole = (ObjectNode) JSON.readTree(value(type));
        for (RecordComponent component : type.dataClass().getRecordComponents()) {
            String name = RequiredFields.jsonName(component);
            ObjectNode without = whole.deepCopy();
            without.remove(name);
            ObjectNode withNull = whole.deepCopy();
            withNull.putNull(name);
            if (RequiredFields.isNullable(component)) {
                assertThat(decode(type, without)).isEqualTo(decode(type, withNull));
            } else {
                assertThatThrownBy(() -> decode(type, without))
                        .isInstanceOf(UndecodableEvent.class)
                        .hasMessageEndingWith(" without " + name);
                assertThatThrownBy(() -> decode(type, withNull)).isInstanceOf(UndecodableEvent.class);
            }
        }
    }

    @Test
    void anEventWithoutAFieldDeepInsideCannotBeRead() {
        ObjectNode article = (ObjectNode) JSON.readTree(value(EventType.ARTICLE_PUBLISHED));
        ((ObjectNode) article.at("/tags/1")).remove("slug");

        assertThatThrownBy(() -> decode(EventType.ARTICLE_PUBLISHED, article))
                .isInstanceOf(UndecodableEvent.class)
                .hasMessageEndingWith(" without tags[].slug");
    }

    @Test
    void whatIsNoEventSaysWhyWithoutQuotingIt() {
        ProducerRecord<String, byte[]> golden = GoldenEvents.toSend(EventType.THREAD_COUNTED.typeName());

        assertUndecodable(golden.key(), "{\"secret\":", golden, Map.of());
        assertUndecodable(golden.key(), "null", golden, Map.of());
        assertUndecodable(golden.key(), "[\"secret\"]", golden, Map.of());
        assertUndecodable(null, "{}", golden, Map.of());
        String data = new String(golden.value(), StandardCharsets.UTF_8);
        assertUndecodable(golden.key(), data + "secret", golden, Map.of());
        assertUndecodable(golden.key(), data.replace("\"version\":9", "\"version\":\"secret\""), golden, Map.of());
        assertUndecodable(golden.key(), data, golden, Map.of("ce_id", "secret"));
        assertUndecodable(golden.key(), data, golden, Map.of("ce_time", "secret"));
    }

    private static void assertUndecodable(
            @Nullable String key,
            String value,
            ProducerRecord<String, byte[]> golden,
            Map<String, String> otherHeaders) {
        ConsumerRecord<String, byte[]> record =
                new ConsumerRecord<>(golden.topic(), 0, 0, key, value.getBytes(StandardCharsets.UTF_8));
        golden.headers().forEach(header -> record.headers().add(header));
        otherHeaders.forEach((name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        assertThatThrownBy(() -> CloudEventsCodec.decode(record))
                .isInstanceOf(UndecodableEvent.class)
                .message()
                .doesNotContain("secret");
    }

    private static ReceivedEvent decode(EventType type, JsonNode value) {
        ProducerRecord<String, byte[]> golden = GoldenEvents.toSend(type.typeName());
        ConsumerRecord<String, byte[]> record =
                new ConsumerRecord<>(golden.topic(), 0, 0, golden.key(), JSON.writeValueAsBytes(value));
        golden.headers().forEach(header -> record.headers().add(header));
        return CloudEventsCodec.decode(record);
    }

    /** The golden event as a handler is given it. */
    static ReceivedEvent golden(EventType type) {
        return CloudEventsCodec.decode(GoldenEvents.received(type.typeName()));
    }

    private static byte[] value(EventType type) {
        return GoldenEvents.toSend(type.typeName()).value();
    }

    private static List<Error> faults(EventType type, String value) throws IOException {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schemaOf(type.dataClass()), InputFormat.JSON);
        return schema.validate(
                value,
                InputFormat.JSON,
                context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
    }

    /** {@code ArticleState} is in {@code events/article-state.schema.json}. */
    static String schemaOf(Class<?> contract) throws IOException {
        String name =
                contract.getSimpleName().replaceAll("(?<!^)([A-Z])", "-$1").toLowerCase(Locale.ROOT);
        try (InputStream file = ContractsTest.class.getResourceAsStream("/events/" + name + ".schema.json")) {
            assertThat(file).as(name).isNotNull();
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asString)
                .toList();
    }

    private static Map<String, String> texts(Iterable<Header> headers) {
        Map<String, String> texts = new LinkedHashMap<>();
        headers.forEach(header -> texts.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return texts;
    }
}
