package org.pressroom.common.consuming;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.events.Topic;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Creates the topics, and keeps trying until the broker answers. */
public final class KafkaTopics implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaTopics.class);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Map<String, Object> settings;
    private final short replicationFactor;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private volatile boolean running;
    private @Nullable Thread thread;

    /**
     * @param settings of the admin client
     * @param replicationFactor of topics that do not exist yet; -1 for the broker's default
     */
    public KafkaTopics(Map<String, Object> settings, short replicationFactor) {
        this.settings = new HashMap<>(settings);
        this.settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) REQUEST_TIMEOUT.toMillis());
        this.settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) REQUEST_TIMEOUT.toMillis());
        this.replicationFactor = replicationFactor;
    }

    /** Does it once all topics exist, at once where they do. */
    void whenReady(Runnable action) {
        ready.thenRun(action).exceptionally(failure -> {
            LOG.error("a consumer could not be started", failure);
            return null;
        });
    }

    public boolean isReady() {
        return ready.isDone();
    }

    @Override
    public void start() {
        running = true;
        Thread creator = new Thread(this::run, "kafka-topics");
        creator.setDaemon(true);
        creator.start();
        thread = creator;
    }

    @Override
    public void stop() {
        running = false;
        if (thread != null) {
            thread.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return SmartLifecycle.DEFAULT_PHASE - 4096;
    }

    private void run() {
        boolean told = false;
        while (running && !ready.isDone()) {
            try (Admin admin = Admin.create(settings)) {
                create(admin);
                ready.complete(null);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            } catch (ExecutionException | TimeoutException | RuntimeException failure) {
                if (!told) {
                    LOG.warn("the broker does not answer yet, events wait: {}", failure.toString());
                    told = true;
                }
                pause();
            }
        }
    }

    private void create(Admin admin) throws InterruptedException, ExecutionException, TimeoutException {
        List<NewTopic> wanted = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            wanted.add(topic.definition(replicationFactor));
            wanted.add(topic.deadLetterDefinition(replicationFactor));
        }
        Set<String> existing = admin.listTopics().names().get(REQUEST_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        wanted.removeIf(topic -> existing.contains(topic.name()));
        if (wanted.isEmpty()) {
            return;
        }
        CreateTopicsResult created = admin.createTopics(wanted);
        for (KafkaFuture<Void> topic : created.values().values()) {
            try {
                topic.get(2 * REQUEST_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException failure) {
                // Another program was faster.
                if (!(failure.getCause() instanceof TopicExistsException)) {
                    throw failure;
                }
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
