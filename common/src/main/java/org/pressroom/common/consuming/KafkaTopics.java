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
import org.pressroom.common.events.EventTopic;
import org.pressroom.common.outage.OutageLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Creates the topics, and keeps trying until the broker answers. Then it looks after it now and then: it says when the
 * broker goes and when it is back, and creates again what a broker that began anew no longer has.
 */
public final class KafkaTopics implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaTopics.class);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration LOOK = Duration.ofSeconds(10);

    private final Map<String, Object> settings;
    private final short replicationFactor;
    private final OutageLog outage = new OutageLog(LOG, "Kafka does not answer, events wait");
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private volatile @Nullable Thread thread;

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

    @Override
    public void start() {
        Thread creator = new Thread(this::run, "kafka-topics");
        creator.setDaemon(true);
        thread = creator;
        creator.start();
    }

    @Override
    public void stop() {
        Thread creator = thread;
        thread = null;
        if (creator != null) {
            creator.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    @Override
    public int getPhase() {
        return SmartLifecycle.DEFAULT_PHASE - 4096;
    }

    private boolean goesOn() {
        return thread == Thread.currentThread();
    }

    private void run() {
        while (goesOn()) {
            try (Admin admin = Admin.create(settings)) {
                look(admin);
            } catch (InterruptedException stopped) {
                return;
            } catch (ExecutionException | TimeoutException | RuntimeException failure) {
                if (goesOn()) {
                    outage.failed(failure.getCause() == null ? failure : failure.getCause());
                    pause();
                }
            }
        }
    }

    private void look(Admin admin) throws InterruptedException, ExecutionException, TimeoutException {
        while (goesOn()) {
            create(admin);
            outage.worked();
            ready.complete(null);
            Thread.sleep(LOOK.toMillis());
        }
    }

    private void create(Admin admin) throws InterruptedException, ExecutionException, TimeoutException {
        List<NewTopic> wanted = new ArrayList<>();
        for (EventTopic topic : EventTopic.values()) {
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
