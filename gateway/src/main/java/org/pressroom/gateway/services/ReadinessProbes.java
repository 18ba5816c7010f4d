package org.pressroom.gateway.services;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.pressroom.common.background.PollingTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/**
 * Asks each instance of a service that has several whether it is ready, once a second. What requests find out comes late:
 * one that is about to end still answers and would refuse the next connection, and one that was stopped takes connections
 * and says nothing.
 */
@Component
final class ReadinessProbes implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ReadinessProbes.class);

    private static final String PATH = "/actuator/health/readiness";

    private static final Duration EVERY = Duration.ofSeconds(1);

    /** One that is slow under load still says something within this. */
    private static final Duration SILENT_AFTER = Duration.ofSeconds(3);

    private static final int READY = 200;

    private final List<PollingTask> probes;
    private final HttpClient client;

    ReadinessProbes(ServiceGuards guards) {
        this.probes = guards.thatCanBeReplaced().stream()
                .map(Probe::new)
                .map(probe -> PollingTask.of("Asking " + probe.instance + " whether it is ready", probe::made, EVERY))
                .toList();
        // A connection each time: one that lies broken in a pool would be held against the instance.
        this.client = HttpClient.create(ConnectionProvider.newConnection()).followRedirect(false);
    }

    private final class Probe {
        private final ServiceInstance instance;
        private final AtomicBoolean wasReady = new AtomicBoolean(true);

        private Probe(ServiceInstance instance) {
            this.instance = instance;
        }

        private Mono<Void> made() {
            return client.get()
                    .uri(instance + PATH)
                    .response()
                    .map(answer -> answer.status().code() == READY)
                    .timeout(SILENT_AFTER)
                    .doOnNext(ready -> {
                        instance.saidReady(ready);
                        noteChange(ready, "is not ready");
                    })
                    .onErrorResume(failure -> {
                        instance.saidNothing();
                        noteChange(false, "does not answer");
                        return Mono.empty();
                    })
                    .then();
        }

        private void noteChange(boolean ready, String otherwise) {
            if (wasReady.getAndSet(ready) != ready) {
                LOG.info("{} {}", instance, ready ? "is ready again" : otherwise + ", and is left alone");
            }
        }
    }

    @Override
    public void start() {
        probes.forEach(PollingTask::start);
    }

    @Override
    public void stop() {
        probes.forEach(PollingTask::stop);
    }

    @Override
    public boolean isRunning() {
        return probes.stream().anyMatch(PollingTask::isRunning);
    }
}
