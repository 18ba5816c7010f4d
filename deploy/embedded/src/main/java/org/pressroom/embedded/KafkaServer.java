package org.pressroom.embedded;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A Kafka broker with its own controller (KRaft) on the loopback address, in a JVM that is a child of this program. */
public final class KafkaServer implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofMinutes(3);
    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(30);

    /** The broker's own name at its listeners. */
    private static final String BROKER = "broker";

    private static final int ANSWER_MILLIS = 5_000;
    private static final int API_VERSIONS = 18;
    private static final int VERSIONS_REQUEST_BYTES = 10;

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
        store(brokerProperties(settings), properties);
        if (settings.access() != null) {
            store(accessProperties(settings, settings.access()), access(settings));
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

    /**
     * Whether the broker answers at all within some seconds: it is asked for its versions, which it tells everybody.
     */
    public boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.port()), ANSWER_MILLIS);
            socket.setSoTimeout(ANSWER_MILLIS);
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(VERSIONS_REQUEST_BYTES);
            out.writeShort(API_VERSIONS);
            out.writeShort(0);
            out.writeInt(1);
            out.writeShort(-1);
            out.flush();
            return new DataInputStream(socket.getInputStream()).readInt() > 0;
        } catch (IOException silent) {
            return false;
        }
    }

    /** It holds passwords. */
    private static void store(Properties properties, Path file) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, Folders.ownersOnly("rw-------"));
        try (OutputStream out = Files.newOutputStream(file)) {
            properties.store(out, null);
        }
    }

    private static Path access(KafkaSettings settings) {
        return settings.folder().resolve("access.properties");
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
        if (settings.access() != null) {
            command.add(access(settings).toAbsolutePath().toString());
        }
        return command;
    }

    /** The broker and its controller know each other by a password that is new at each start. */
    private static Map<String, String> securityProperties(KafkaAccess access) {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        String own = HexFormat.of().formatHex(random);
        StringBuilder users = new StringBuilder(KafkaAccess.login(BROKER, own));
        users.insert(users.length() - 1, user(BROKER, own));
        String controller = users.toString();
        access.passwords().forEach((user, password) -> users.insert(users.length() - 1, user(user, password)));
        return Map.of(
                "sasl.enabled.mechanisms", "PLAIN",
                "sasl.mechanism.inter.broker.protocol", "PLAIN",
                "sasl.mechanism.controller.protocol", "PLAIN",
                "listener.name.clients.plain.sasl.jaas.config", users.toString(),
                "listener.name.controller.plain.sasl.jaas.config", controller,
                "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "super.users", "User:" + BROKER + ";User:" + KafkaAccess.ADMIN);
    }

    private static String user(String name, String password) {
        return " user_" + name + "=\"" + password + "\"";
    }

    private static Properties accessProperties(KafkaSettings settings, KafkaAccess access) {
        Properties properties = new Properties();
        properties.putAll(access.client(KafkaAccess.ADMIN));
        properties.put("bootstrap.servers", "127.0.0.1:" + settings.port());
        properties.put(
                BrokerMain.GRANTS,
                access.grants().stream().map(KafkaAccess.Grant::line).sorted().collect(Collectors.joining("\n")));
        return properties;
    }

    private static Properties brokerProperties(KafkaSettings settings) {
        String clients = "127.0.0.1:" + settings.port();
        String controller = "127.0.0.1:" + settings.controllerPort();
        Properties properties = new Properties();
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", "1");
        properties.put("listeners", "CLIENTS://" + clients + ",CONTROLLER://" + controller);
        properties.put("advertised.listeners", "CLIENTS://" + clients + ",CONTROLLER://" + controller);
        properties.put("inter.broker.listener.name", "CLIENTS");
        properties.put("controller.listener.names", "CONTROLLER");
        String protocol = settings.access() == null ? "PLAINTEXT" : "SASL_PLAINTEXT";
        properties.put("listener.security.protocol.map", "CLIENTS:" + protocol + ",CONTROLLER:" + protocol);
        if (settings.access() != null) {
            properties.putAll(securityProperties(settings.access()));
        }
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
