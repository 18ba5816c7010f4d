package org.pressroom.common.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.pressroom.common.app.CommonTest;
import org.pressroom.common.app.Topics;
import org.pressroom.common.consuming.EventConsumer;
import org.pressroom.common.consuming.EventConsumers;
import org.pressroom.common.consuming.EventRefused;
import org.pressroom.common.events.AccountState;
import org.pressroom.common.events.EventTopic;
import org.pressroom.common.events.EventType;
import org.pressroom.common.events.ThreadCounted;
import org.pressroom.common.ids.Ids;
import org.pressroom.common.outbox.Outbox;
import org.pressroom.testkit.Tokens;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Mono;

/** Follows one request through the log and over Kafka. */
@CommonTest
@Isolated("reads the log of the whole program")
class TracingTest {

    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(TracingTest.class);
    private static final Duration SOON = Duration.ofSeconds(60);

    @Autowired
    WebTestClient client;

    @Autowired
    EventConsumers consumers;

    @Autowired
    Outbox outbox;

    @Autowired
    DatabaseClient database;

    private final UUID id = Ids.next();
    private final String trace = Ids.next().toString().replace("-", "");
    private final Logger root = (Logger) LoggerFactory.getLogger("org.pressroom");
    private final Lines lines = new Lines();
    private final List<EventConsumer> started = new CopyOnWriteArrayList<>();

    /** Several threads write. */
    private static final class Lines extends ListAppender<ILoggingEvent> {
        Lines() {
            list = new CopyOnWriteArrayList<>();
        }

        @Override
        protected void append(ILoggingEvent event) {
            event.getMDCPropertyMap();
            super.append(event);
        }
    }

    @BeforeEach
    void listen() {
        root.addAppender(lines);
        lines.start();
    }

    @AfterEach
    void stop() {
        root.detachAppender(lines);
        started.forEach(EventConsumer::stop);
    }

    @Test
    void whatNobodySampledHasATraceAllTheSame() {
        start((event, state) -> Mono.fromRunnable(() -> LOG.info("consumed {}", id)));

        client.post()
                .uri("/traced/" + id)
                .headers(headers -> headers.setBearerAuth(Tokens.anonymous()))
                .exchange()
                .expectStatus()
                .isOk();

        await().atMost(SOON).until(() -> !tracesOf("consumed " + id).isEmpty());
        assertThat(tracesOf("request " + id)).allMatch(traced -> traced.matches("[0-9a-f]{32}"));
        assertThat(tracesOf("consumed " + id)).isEqualTo(tracesOf("request " + id));
        assertThat(Topics.headers(Topics.await(EventTopic.THREAD_FIGURES.topicName(), id, 1)
                                .get(0))
                        .get("traceparent"))
                .matches("00-" + tracesOf("request " + id).get(0) + "-[0-9a-f]{16}-0[02]");
    }

    @Test
    void oneTraceGoesFromTheRequestToTheConsumersLogAndItsOwnEvents() {
        start((event, state) -> Mono.<Void>fromRunnable(() -> LOG.info("consumed {}", id))
                .then(database.sql("SELECT 1").then())
                .then(outbox.append(EventType.ACCOUNT_CHANGED, id, id, new AccountState(id, 1, "slug", "name", true))));

        request();

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(tracesOf("consumed " + id)).containsExactly(trace));
        assertThat(tracesOf("request " + id)).containsExactly(trace);
        for (EventTopic topic : List.of(EventTopic.THREAD_FIGURES, EventTopic.ACCOUNT_EVENTS)) {
            assertThat(Topics.headers(Topics.await(topic.topicName(), id, 1).get(0))
                            .get("traceparent"))
                    .as(topic.topicName())
                    .matches("00-" + trace + "-[0-9a-f]{16}-01");
        }
    }

    @Test
    void aDeadLetterIsToldWithinItsTrace() {
        String consumer = start((event, state) -> Mono.error(new EventRefused("no")));

        request();

        await().atMost(SOON).untilAsserted(() -> assertThat(lines.list)
                .filteredOn(line -> line.getFormattedMessage().startsWith(consumer + " cannot handle")
                        && line.getFormattedMessage().contains("EventRefused"))
                .extracting(line -> String.valueOf(line.getMDCPropertyMap().get("traceId")))
                .containsExactly(trace));
    }

    private String start(java.util.function.BiFunction<Object, ThreadCounted, Mono<Void>> handler) {
        String name = "test-" + Ids.next();
        EventConsumer consumer = consumers
                .group(name)
                .on(
                        EventType.THREAD_COUNTED,
                        ThreadCounted.class,
                        (event, state) -> state.articleId().equals(id) ? handler.apply(event, state) : Mono.empty())
                .build();
        started.add(consumer);
        consumer.start();
        return name;
    }

    private void request() {
        client.post()
                .uri("/traced/" + id)
                .headers(headers -> headers.setBearerAuth(Tokens.anonymous()))
                .header("traceparent", "00-" + trace + "-0123456789abcdef-01")
                .exchange()
                .expectStatus()
                .isOk();
    }

    private List<String> tracesOf(String message) {
        return lines.list.stream()
                .filter(line -> line.getFormattedMessage().equals(message))
                .map(line -> String.valueOf(line.getMDCPropertyMap().get("traceId")))
                .toList();
    }
}
