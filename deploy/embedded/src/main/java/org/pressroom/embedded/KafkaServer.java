package org.pressroom.embedded;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A Kafka broker with its own controller (KRaft) on the loopback address, in a JVM that is a child of this program. */
public final class KafkaServer implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofMinutes(3);
    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(30);

    private final KafkaSettings settings;
    private final Process process;

    private KafkaServer(KafkaSettings settings, Process process) {
        this.settings = settings;
        this.process = process;
    }

    /**
     * Starts a broker, after formatting its folder where that is new, and waits until it serves.
     *
     * @throws ServerFailedException where it does not come up, with the end of its log
     */
    public static KafkaServer start(KafkaSettings settings) throws IOException, InterruptedException {
        KafkaServer server = launch(settings);
        server.awaitReady();
        return server;
    }

    /** Starts a broker and does not wait for it: see {@link #awaitReady}. */
    public static KafkaServer launch(KafkaSettings settings) throws IOException {
        Files.createDirectories(settings.folder());
        Files.createDirectories(settings.log().toAbsolutePath().getParent());
        Files.deleteIfExists(ready(settings));
        Path properties = settings.folder().resolve("server.properties");
        try (OutputStream out = Files.newOutputStream(properties)) {
            brokerProperties(settings).store(out, null);
        }
        ProcessBuilder builder = new ProcessBuilder(command(settings, properties));
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(settings.output().toFile()));
        return new KafkaServer(settings, ChildProcesses.start(builder, ChildProcesses.OnParentDeath.TERM));
    }

    public int port() {
        return settings.port();
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + settings.port();
    }

    public Process process() {
        return process;
    }

    /** Waits until the broker serves. */
    public void awaitReady() throws IOException, InterruptedException {
        Instant deadline = Instant.now().plus(READY_WITHIN);
        while (!Files.exists(ready(settings))) {
            if (!process.isAlive()) {
                throw ServerFailedException.withLog(
                        "Kafka ended at its start with exit code " + process.exitValue(), mostTelling());
            }
            if (Instant.now().isAfter(deadline)) {
                process.destroyForcibly();
                throw ServerFailedException.withLog("Kafka was not ready in time", mostTelling());
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /** Stops the broker in good order; by force where that takes half a minute. */
    @Override
    public void close() {
        try {
            stop(STOPPED_WITHIN);
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** The same with a time limit. */
    public void stop(Duration within) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
        }
    }

    /** What goes wrong before the log is set up stands in the output of the process. */
    private Path mostTelling() {
        File log = settings.log().toFile();
        return log.length() > 0 ? settings.log() : settings.output();
    }

    private static Path ready(KafkaSettings settings) {
        return settings.folder().resolve("ready");
    }

    private static List<String> command(KafkaSettings settings, Path properties) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-Xms64m", "-Xmx256m", "-Xss512k", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
        command.addAll(settings.jvmOptions());
        command.add("-Dlog4j2.configurationFile=classpath:org/pressroom/embedded/broker-log4j2.xml");
        command.add("-Dlog4j2.disableJmx=true");
        command.add("-Dpressroom.log=" + settings.log().toAbsolutePath());
        command.addAll(List.of(
                "-cp",
                settings.classPath().stream()
                        .map(jar -> jar.toAbsolutePath().toString())
                        .collect(Collectors.joining(File.pathSeparator))));
        command.add(BrokerMain.class.getName());
        command.add(properties.toAbsolutePath().toString());
        command.add(ready(settings).toAbsolutePath().toString());
        return command;
    }

    private static Properties brokerProperties(KafkaSettings settings) {
        String clients = "127.0.0.1:" + settings.port();
        String controller = "127.0.0.1:" + settings.controllerPort();
        Properties properties = new Properties();
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", "1");
        properties.put("listeners", "PLAINTEXT://" + clients + ",CONTROLLER://" + controller);
        properties.put("advertised.listeners", "PLAINTEXT://" + clients + ",CONTROLLER://" + controller);
        properties.put("controller.listener.names", "CONTROLLER");
        properties.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        properties.put("controller.quorum.bootstrap.servers", controller);
        properties.put(
                "log.dirs", settings.folder().resolve("data").toAbsolutePath().toString());
        // After a kill the broker waits for its own old session to end.
        properties.put("broker.session.timeout.ms", "3000");
        properties.put("broker.heartbeat.interval.ms", "500");
        properties.put("auto.create.topics.enable", "false");
        properties.put("offsets.topic.replication.factor", "1");
        properties.put("offsets.topic.num.partitions", "5");
        properties.put("transaction.state.log.replication.factor", "1");
        properties.put("transaction.state.log.min.isr", "1");
        properties.put("transaction.state.log.num.partitions", "2");
        properties.put("share.coordinator.state.topic.replication.factor", "1");
        properties.put("share.coordinator.state.topic.min.isr", "1");
        properties.put("share.coordinator.state.topic.num.partitions", "2");
        properties.put("group.initial.rebalance.delay.ms", "0");
        properties.put("group.min.session.timeout.ms", "1000");
        // The cleaner allocates this at once; its default is half of the heap.
        properties.put("log.cleaner.dedupe.buffer.size", "8388608");
        properties.put("log.cleaner.threads", "1");
        properties.put("log.segment.bytes", "67108864");
        properties.put("log.index.size.max.bytes", "1048576");
        properties.put("metadata.log.segment.bytes", "16777216");
        properties.put("num.network.threads", "2");
        properties.put("num.io.threads", "4");
        properties.put("num.replica.fetchers", "1");
        properties.put("background.threads", "2");
        properties.put("controlled.shutdown.enable", "true");
        return properties;
    }
}
