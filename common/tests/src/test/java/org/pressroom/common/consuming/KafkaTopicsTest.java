package org.pressroom.common.consuming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.pressroom.common.app.CommonTest;
import org.pressroom.common.events.EventTopic;
import org.pressroom.testkit.Servers;
import org.springframework.beans.factory.annotation.Autowired;

@CommonTest
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("KafkaTopicsTest")
class KafkaTopicsTest {

    @Autowired
    KafkaTopics topics;

    @Test
    void theBrokerHasThemAsTheyAreDescribed() throws InterruptedException, ExecutionException {
        AtomicBoolean ready = new AtomicBoolean();
        topics.whenReady(() -> ready.set(true));
        await().atMost(Duration.ofSeconds(60)).until(ready::get);
        List<NewTopic> wanted = new ArrayList<>();
        for (EventTopic topic : EventTopic.values()) {
            wanted.add(topic.definition((short) -1));
            wanted.add(topic.deadLetterDefinition((short) -1));
        }
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", Servers.running().bootstrapServers()))) {
            Map<String, TopicDescription> found = admin.describeTopics(
                            wanted.stream().map(NewTopic::name).toList())
                    .allTopicNames()
                    .get();
            Map<ConfigResource, Config> settings = admin.describeConfigs(wanted.stream()
                            .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic.name()))
                            .toList())
                    .all()
                    .get();

            for (NewTopic topic : wanted) {
                assertThat(found).hasEntrySatisfying(topic.name(), made -> assertThat(made.partitions())
                        .hasSize(12));
                Config config = settings.get(new ConfigResource(ConfigResource.Type.TOPIC, topic.name()));
                assertThat(config).isNotNull();
                topic.configs()
                        .forEach((name, value) -> assertThat(config.get(name).value())
                                .as(topic.name() + " " + name)
                                .isEqualTo(value));
            }
        }
    }

    @Test
    void aBrokerThatDoesNotAnswerIsWaitedForWithoutHoldingUpTheProgram() {
        KafkaTopics waiting = new KafkaTopics(Map.of("bootstrap.servers", "127.0.0.1:1"), (short) -1);
        AtomicBoolean ready = new AtomicBoolean();
        waiting.whenReady(() -> ready.set(true));
        waiting.start();
        try {
            assertThat(waiting.isRunning()).isTrue();
            assertThat(ready).isFalse();
        } finally {
            waiting.stop();
        }
        assertThat(waiting.isRunning()).isFalse();
    }
}
