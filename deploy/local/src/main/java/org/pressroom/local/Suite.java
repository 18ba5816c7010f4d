package org.pressroom.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pressroom.embedded.KafkaAccess;
import org.pressroom.embedded.KafkaSettings;
import org.pressroom.embedded.PostgresAdmin;
import org.pressroom.embedded.PostgresArchive;
import org.pressroom.embedded.PostgresSettings;
import org.pressroom.local.Scale.Instance;
import org.pressroom.local.folder.DataFolder;
import org.pressroom.local.folder.Leftovers;
import org.pressroom.local.folder.Secrets;
import org.pressroom.local.folder.State;
import org.pressroom.local.mailbox.Mailbox;
import org.pressroom.local.parts.KafkaPart;
import org.pressroom.local.parts.PostgresPart;
import org.pressroom.local.parts.ProgramPart;
import org.pressroom.local.parts.Supervisor;

/** All parts of one running suite, in their order. */
final class Suite {
    /** Of the database: what a process has in its pool and beside it, with room for one that takes its place. */
    private static final int CONNECTIONS_PER_PROCESS = 25;

    private static final int CONNECTIONS_OF_OTHERS = 20;

    private static final String READY = "ready";

    /**
     * What a program's JVM starts with. Serial collection and small stacks: many small programs on few cores. Room for
     * what is young: with less of it, what a request leaves behind ages, and collecting the old stops all.
     */
    private static final List<String> JVM = List.of(
            "-Xms72m",
            "-Xmn40m",
            "-Xss512k",
            "-XX:+UseSerialGC",
            "-XX:MinHeapFreeRatio=30",
            "-XX:MaxHeapFreeRatio=50",
            "-XX:+ExitOnOutOfMemoryError",
            "-Xshare:auto",
            "-Xlog:disable",
            "-Xlog:all=error:stderr",
            "-Dfile.encoding=UTF-8",
            // Four at the least, unasked: on fewer processors they would only take turns.
            "-Dreactor.netty.ioWorkerCount=" + Math.max(2, Runtime.getRuntime().availableProcessors()));

    /**
     * The quick compiler alone: the thorough one beside it would double the work of a start; {@code
     * PRESSROOM_JAVA_OPTIONS} brings it back.
     */
    private static final List<String> QUICK = List.of("-XX:TieredStopAtLevel=1", "-XX:ReservedCodeCacheSize=96m");

    /**
     * Both compilers, for the gateway, which with the thorough one answers twice as fast what it keeps. It is to compile
     * what load makes hot, and not what a start does: so it waits until that ran some twenty times as often as is usual.
     */
    private static final List<String> THOROUGH = List.of(
            "-XX:ReservedCodeCacheSize=128m",
            "-XX:Tier4InvocationThreshold=100000",
            "-XX:Tier4MinInvocationThreshold=50000",
            "-XX:Tier4CompileThreshold=200000",
            "-XX:Tier4BackEdgeThreshold=2000000");

    private final DataFolder folder;
    private final PortPlan ports;
    private final List<Instance> instances;
    private final Installation installation;
    private final Console console;
    private final boolean practice;
    private final Secrets secrets;
    private final KafkaAccess access;
    private final Map<Instance, Supervisor> programs = new LinkedHashMap<>();
    private final Supervisor postgresql;
    private final Supervisor kafka;

    /** Never ends well; it fails in practice, where a part that cannot start is not tried again and again. */
    private final CompletableFuture<Void> failed = new CompletableFuture<>();

    private @Nullable Mailbox mailbox;
    private volatile String status = "starting";
    private volatile boolean stopping;

    /**
     * @param adminPassword what the first admin account gets, where there is none yet
     * @param practice whether it only runs for the archives that its JVMs write, on data that nobody needs
     */
    Suite(
            DataFolder folder,
            PortPlan ports,
            List<Instance> instances,
            Installation installation,
            @Nullable String adminPassword,
            boolean practice,
            Console console)
            throws IOException {
        this.folder = folder;
        this.ports = ports;
        this.instances = instances;
        this.installation = installation;
        this.console = console;
        this.practice = practice;
        this.secrets = folder.secrets();
        this.access = BrokerAccess.of(secrets);
        Files.createDirectories(folder.logs());
        Reports reports = new Reports();
        this.postgresql = new Supervisor(new PostgresPart(PostgresArchive.unpacked(), postgresSettings()), reports);
        this.kafka = new Supervisor(new KafkaPart(kafkaSettings()), reports);
        for (Instance instance : instances) {
            programs.put(instance, new Supervisor(part(instance, adminPassword), reports));
        }
    }

    String siteUrl() {
        return "http://localhost:" + ports.site();
    }

    /** The addresses of processes beside the first of their program, by name. */
    Map<String, String> others() {
        Map<String, String> others = new LinkedHashMap<>();
        for (Instance instance : instances) {
            if (!instance.isFirst()) {
                others.put(
                        instance.name(),
                        instance.program() == Program.GATEWAY
                                ? "http://localhost:" + ports.of(instance)
                                : address(ports.of(instance)));
            }
        }
        return others;
    }

    String mailUrl() {
        return "http://localhost:" + ports.mail();
    }

    /** Starts all parts and waits until each is ready. */
    void start() throws IOException, InterruptedException {
        write();
        kafka.start();
        postgresql.start();
        mailbox = Mailbox.start(folder.mail(), ports.smtp(), ports.mail());
        await(List.of(postgresql));
        makeDatabases();
        programs.values().forEach(Supervisor::start);
        await(all().toList());
        status = READY;
        write();
    }

    /**
     * Stops all parts: the gateway first, so that nothing new comes in, and the database last. Where there was no archive
     * of a program's classes, its JVM writes one now.
     *
     * @return whether archives are there that can be kept: not from programs that never were ready
     */
    boolean stop() throws InterruptedException {
        boolean learning = status.equals(READY) && !installation.isTrained();
        stopping = true;
        status = "stopping";
        write();
        Duration patience = learning ? Duration.ofMinutes(2) : Duration.ofSeconds(20);
        if (learning) {
            console.say("the programs write down what they loaded, so that the next start is quicker"
                    + " (once a build; Ctrl-C again leaves it out)");
        } else {
            stop(
                    Scale.of(Program.GATEWAY, instances).stream()
                            .map(this::supervisor)
                            .toList(),
                    patience);
        }
        // Each that writes an archive takes a while for it at its end: side by side.
        stop(List.copyOf(programs.values()), patience);
        stopMailbox();
        stop(List.of(kafka), patience);
        stop(List.of(postgresql), patience);
        status = "stopped";
        write();
        return learning;
    }

    /** Does not wait for the programs and the broker any more; the database still closes its files. */
    void hurry() {
        programs.values().forEach(Supervisor::kill);
        kafka.kill();
    }

    /** The way to make databases. */
    private PostgresAdmin admin() throws IOException {
        return new PostgresAdmin("127.0.0.1", ports.postgresql(), PostgresSettings.SUPERUSER, password());
    }

    private String password() throws IOException {
        return secrets.password(PostgresSettings.SUPERUSER);
    }

    private PostgresSettings postgresSettings() throws IOException {
        return new PostgresSettings(
                folder.postgresql(),
                ports.postgresql(),
                folder.logs().resolve("postgresql.log"),
                password(),
                !practice,
                CONNECTIONS_OF_OTHERS + CONNECTIONS_PER_PROCESS * instances.size());
    }

    private KafkaSettings kafkaSettings() throws IOException {
        return new KafkaSettings(
                folder.kafka(),
                ports.kafka(),
                ports.kafkaController(),
                folder.logs().resolve("kafka.log"),
                installation.brokerClassPath(),
                archiveOptions(installation.brokerArchive(), true),
                access);
    }

    private ProgramPart part(Instance instance, @Nullable String adminPassword) throws IOException {
        Program program = instance.program();
        List<String> options = new ArrayList<>(JVM);
        options.addAll(program == Program.GATEWAY ? THOROUGH : QUICK);
        options.add("-Xmx" + (program == Program.GATEWAY ? "224m" : "160m"));
        options.addAll(archiveOptions(installation.archive(program), instance.isFirst()));
        @Nullable String more = System.getenv("PRESSROOM_JAVA_OPTIONS");
        if (more != null && !more.isBlank()) {
            options.addAll(List.of(more.trim().split("\\s+")));
        }
        Map<String, String> environment = new HashMap<>();
        environment.put("SERVER_PORT", String.valueOf(ports.of(instance)));
        environment.put("SERVER_ADDRESS", "127.0.0.1");
        environment.putAll(databaseEnvironment(program, ports.postgresql(), secrets));
        environment.put("SPRING_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + ports.kafka());
        access.client(BrokerAccess.user(program))
                .forEach((name, value) -> environment.put(
                        "SPRING_KAFKA_PROPERTIES_" + name.replace('.', '_').toUpperCase(Locale.ROOT), value));
        environment.put("PRESSROOM_SITE_URL", siteUrl());
        environment.put("LOGGING_FILE_NAME", log(instance).toString());
        environment.put("LOGGING_THRESHOLD_CONSOLE", "OFF");
        environment.put("SPRING_MAIN_BANNER_MODE", "off");
        // The C library keeps a pool of memory a thread otherwise, which many small threads never give back.
        environment.put("MALLOC_ARENA_MAX", "2");
        if (Scale.of(program, instances).size() == 1) {
            // Nobody takes its place when it ends.
            environment.put("PRESSROOM_DRAINING_PAUSE", "0s");
        }
        if (program == Program.GATEWAY) {
            environment.put("PRESSROOM_SECRET", secrets.password(Secrets.SITE));
            environment.put("PRESSROOM_INTERNAL_PORT", String.valueOf(ports.internal(instance)));
            environment.put("PRESSROOM_INTERNAL_ADDRESS", "127.0.0.1");
            environment.put("PRESSROOM_SERVICES_ARTICLE", addresses(Program.ARTICLE));
            environment.put("PRESSROOM_SERVICES_COMMENT", addresses(Program.COMMENT));
            environment.put("PRESSROOM_SERVICES_SUBSCRIPTION", addresses(Program.SUBSCRIPTION));
            if (adminPassword != null) {
                environment.put("PRESSROOM_ADMIN_PASSWORD", adminPassword);
            }
        } else {
            environment.put(
                    "PRESSROOM_SECURITY_KEYS_URI",
                    Scale.of(Program.GATEWAY, instances).stream()
                            .map(gateway -> address(ports.internal(gateway)) + "/keys")
                            .collect(Collectors.joining(",")));
            environment.put("PRESSROOM_ADMIN_PASSWORD", "");
        }
        if (program == Program.ARTICLE) {
            environment.put("PRESSROOM_MEDIA_FOLDER", folder.media().toString());
        }
        if (program == Program.SUBSCRIPTION) {
            environment.put("PRESSROOM_MAIL_HOST", "127.0.0.1");
            environment.put("PRESSROOM_MAIL_PORT", String.valueOf(ports.smtp()));
        }
        return new ProgramPart(
                instance.name(),
                ports.of(instance),
                installation.command(program, options),
                environment,
                log(instance));
    }

    /** Where a program finds its database. */
    static Map<String, String> databaseEnvironment(Program program, int port, Secrets secrets) throws IOException {
        return Map.of(
                "PRESSROOM_DATABASE_HOST", "127.0.0.1",
                "PRESSROOM_DATABASE_PORT", String.valueOf(port),
                "PRESSROOM_DATABASE_NAME", program.database(),
                "PRESSROOM_DATABASE_USERNAME", program.database(),
                "PRESSROOM_DATABASE_PASSWORD", secrets.password(program.database()));
    }

    /** Uses the archive that there is; where there is none yet, the first process of a program writes it at its end. */
    private static List<String> archiveOptions(Path archive, boolean isFirst) {
        if (Files.exists(archive)) {
            return archive.toFile().length() > 0 ? List.of("-XX:SharedArchiveFile=" + archive) : List.of();
        }
        return isFirst ? List.of("-XX:ArchiveClassesAtExit=" + Installation.unfinished(archive)) : List.of();
    }

    private String addresses(Program program) {
        return Scale.of(program, instances).stream()
                .map(instance -> address(ports.of(instance)))
                .collect(Collectors.joining(","));
    }

    private static String address(int port) {
        return "http://127.0.0.1:" + port;
    }

    private Path log(Instance instance) {
        return folder.logs().resolve(instance.name() + ".log");
    }

    private void makeDatabases() throws IOException {
        try {
            for (Program program : Program.values()) {
                admin().createDatabase(program.database(), secrets.password(program.database()));
            }
        } catch (SQLException failed) {
            throw new IOException("the databases could not be made: " + failed.getMessage(), failed);
        }
    }

    private void await(List<Supervisor> parts) throws IOException, InterruptedException {
        CompletableFuture<?>[] ready =
                parts.stream().map(Supervisor::firstReady).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.anyOf(CompletableFuture.allOf(ready), failed).get();
        } catch (ExecutionException failure) {
            throw new IOException(Objects.requireNonNull(failure.getCause()).getMessage(), failure);
        }
    }

    private static void stop(List<Supervisor> parts, Duration patience) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (Supervisor part : parts) {
            Thread thread = new Thread(() -> {
                try {
                    part.stop(patience);
                } catch (InterruptedException hurried) {
                    part.kill();
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void stopMailbox() {
        Mailbox open = mailbox;
        if (open != null) {
            try {
                open.close();
            } catch (IOException failed) {
                console.say("the mailbox did not close well: " + failed.getMessage());
            }
        }
    }

    private Supervisor supervisor(Instance instance) {
        return Objects.requireNonNull(programs.get(instance), instance::name);
    }

    private Stream<Supervisor> all() {
        return Stream.concat(Stream.of(postgresql, kafka), programs.values().stream());
    }

    private synchronized void write() {
        List<State.Part> parts = new ArrayList<>(all().map(Supervisor::state).toList());
        ProcessHandle self = ProcessHandle.current();
        parts.add(
                2,
                new State.Part(
                        "mailbox",
                        mailbox == null ? "starting" : stopping ? "down" : "ready",
                        self.pid(),
                        Leftovers.startedAt(self),
                        ports.mail(),
                        folder.logs().resolve("up.log").toString(),
                        0));
        State state = new State(
                status,
                siteUrl(),
                mailUrl(),
                self.pid(),
                parts,
                new State.Database(
                        "127.0.0.1",
                        ports.postgresql(),
                        PostgresSettings.SUPERUSER,
                        Stream.of(Program.values()).map(Program::database).toList(),
                        secrets.file().toString()),
                "127.0.0.1:" + ports.kafka(),
                "127.0.0.1:" + ports.smtp());
        try {
            state.write(folder.root());
        } catch (IOException failed) {
            console.say("the state could not be written: " + failed.getMessage());
        }
    }

    private final class Reports implements Supervisor.Reports {
        @Override
        public void changed() {
            write();
        }

        @Override
        public void ready(String part, Duration took, boolean again) {
            console.say(part + (again ? " is back after " : " is ready after ") + Console.seconds(took));
        }

        @Override
        public void died(String part, String why, List<String> lastLines, Duration pause) {
            console.say(part + " died: " + why + "; it is started again in " + Console.seconds(pause));
            console.quote(lastLines);
            if (practice) {
                failed.completeExceptionally(new IOException(part + " died: " + why));
            }
        }
    }
}
