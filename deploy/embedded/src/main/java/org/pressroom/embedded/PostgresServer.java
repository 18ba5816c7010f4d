package org.pressroom.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A PostgreSQL on the loopback address, run as a direct child of this program.
 *
 * <p>PostgreSQL refuses to run as root: there it is started in a user namespace of its own, in which it is nobody.
 */
public final class PostgresServer implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofMinutes(3);
    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(30);
    private static final int STATUS_LINE = 7;
    private static final String ANSWER_SECONDS = "5";

    /** The class of SQLSTATE of a connection that did not come about. */
    private static final String NO_CONNECTION = "08";

    private final PostgresBinaries binaries;
    private final PostgresSettings settings;
    private final Process process;

    private PostgresServer(PostgresBinaries binaries, PostgresSettings settings, Process process) {
        this.binaries = binaries;
        this.settings = settings;
        this.process = process;
    }

    /**
     * Starts a server, after making its data folder where there is none, and waits until it takes connections.
     *
     * <p>A server that an earlier, killed program left on the same folder is stopped first.
     *
     * @throws ServerFailedException where it does not come up, with the end of its log
     */
    public static PostgresServer start(PostgresBinaries binaries, PostgresSettings settings)
            throws IOException, InterruptedException {
        PostgresServer server = launch(binaries, settings);
        server.awaitReady();
        return server;
    }

    /** The same without the wait: see {@link #awaitReady}. */
    public static PostgresServer launch(PostgresBinaries binaries, PostgresSettings settings)
            throws IOException, InterruptedException {
        Files.createDirectories(settings.log().toAbsolutePath().getParent());
        if (Files.isDirectory(settings.data())) {
            stopLeftover(binaries, settings.data());
        } else {
            initialize(binaries, settings);
        }
        ProcessBuilder builder = new ProcessBuilder(command(binaries, settings));
        clean(builder);
        builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(settings.log().toFile()));
        Process process = ChildProcesses.start(builder, ChildProcesses.OnParentDeath.INT, asSomebodyElse());
        return new PostgresServer(binaries, settings, process);
    }

    public int port() {
        return settings.port();
    }

    public Process process() {
        return process;
    }

    /** The way to make databases on it. */
    public PostgresAdmin admin() {
        return new PostgresAdmin(
                "127.0.0.1", settings.port(), PostgresSettings.SUPERUSER, settings.superuserPassword());
    }

    /** Ends all connections and stops the server in good order; by force where that takes half a minute. */
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
        if (process.isAlive()) {
            try {
                control(binaries, settings.data(), "stop", "-m", "fast", "-W");
            } catch (IOException notControlled) {
                process.destroy();
            }
            if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
            }
        }
    }

    /** Waits until the server takes connections. */
    public void awaitReady() throws IOException, InterruptedException {
        Instant deadline = Instant.now().plus(READY_WITHIN);
        while (Instant.now().isBefore(deadline)) {
            if (!process.isAlive()) {
                throw ServerFailedException.withLog(
                        "PostgreSQL ended at its start with exit code " + process.exitValue(), settings.log());
            }
            Optional<PidFile> pid = PidFile.of(settings.data());
            if (pid.isPresent() && pid.get().pid() == process.pid() && pid.get().ready()) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        process.destroyForcibly();
        throw ServerFailedException.withLog("PostgreSQL was not ready in time", settings.log());
    }

    /** Whether it was told to end, so that it takes nobody any more; with SIGTERM it waits for who is connected. */
    public boolean isEnding() throws IOException {
        return PidFile.of(settings.data())
                .filter(file -> file.pid() == process.pid())
                .map(PidFile::stopping)
                .orElse(false);
    }

    /** Whether it answers, within some seconds, who wants to connect; a refusal is an answer. */
    public boolean answers() {
        Properties properties = new Properties();
        properties.setProperty("user", PostgresSettings.SUPERUSER);
        properties.setProperty("password", settings.superuserPassword());
        properties.setProperty("ApplicationName", "up");
        properties.setProperty("loginTimeout", ANSWER_SECONDS);
        properties.setProperty("connectTimeout", ANSWER_SECONDS);
        properties.setProperty("socketTimeout", ANSWER_SECONDS);
        String url = "jdbc:postgresql://127.0.0.1:" + settings.port() + "/postgres";
        try (Connection connection = DriverManager.getConnection(url, properties)) {
            return connection.isValid(Integer.parseInt(ANSWER_SECONDS));
        } catch (SQLException refused) {
            String state = refused.getSQLState();
            return state != null && !state.startsWith(NO_CONNECTION);
        }
    }

    private static List<String> command(PostgresBinaries binaries, PostgresSettings settings) {
        List<String> command = new ArrayList<>();
        command.add(binaries.program("postgres").toString());
        command.addAll(List.of("-D", settings.data().toAbsolutePath().toString()));
        List<String> options = new ArrayList<>(List.of(
                "listen_addresses=127.0.0.1",
                "port=" + settings.port(),
                "unix_socket_directories=",
                "max_connections=" + settings.maxConnections(),
                "shared_buffers=64MB",
                "max_wal_size=512MB",
                "min_wal_size=32MB",
                // Enough for a few dozen connections; the processes of these workers cost more than they bring here.
                "io_method=sync",
                "max_worker_processes=4",
                "max_logical_replication_workers=0",
                "max_parallel_workers_per_gather=0",
                "autovacuum_max_workers=2",
                "jit=off",
                "timezone=UTC",
                "log_timezone=UTC",
                "log_checkpoints=off",
                // The details of an error quote rows and statements, and rows hold addresses.
                "log_error_verbosity=terse",
                "log_min_error_statement=panic",
                "log_parameter_max_length=0",
                "log_parameter_max_length_on_error=0",
                "log_statement=none",
                "log_duration=off",
                "log_min_duration_statement=-1",
                "log_min_duration_sample=-1",
                "log_transaction_sample_rate=0",
                "log_temp_files=-1",
                "log_lock_waits=off",
                "log_recovery_conflict_waits=off",
                "debug_print_plan=off",
                "log_line_prefix=%m [%p] %u@%d "));
        String durability = settings.durable() ? "on" : "off";
        for (String option : List.of("fsync", "synchronous_commit", "full_page_writes")) {
            options.add(option + "=" + durability);
        }
        options.forEach(option -> command.addAll(List.of("-c", option)));
        return command;
    }

    private static void initialize(PostgresBinaries binaries, PostgresSettings settings)
            throws IOException, InterruptedException {
        Path partial = settings.folder().resolve("data.new");
        Folders.delete(partial);
        Files.createDirectories(settings.folder());
        Path password = Files.createTempFile(settings.folder(), "superuser", null);
        try {
            Files.writeString(password, settings.superuserPassword() + "\n");
            List<String> command = new ArrayList<>(asSomebodyElse());
            command.add(binaries.program("initdb").toString());
            command.addAll(List.of("-D", partial.toAbsolutePath().toString()));
            command.addAll(List.of("-U", PostgresSettings.SUPERUSER, "-A", "scram-sha-256"));
            command.addAll(List.of("--pwfile", password.toAbsolutePath().toString()));
            // The built-in locale sorts and folds the same on every machine, whatever its C library.
            command.addAll(List.of("-E", "UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"));
            command.addAll(List.of("--locale=C", "--no-instructions"));
            if (!settings.durable()) {
                command.add("--no-sync");
            }
            run(command, settings.log(), "PostgreSQL's initdb failed");
        } finally {
            Files.deleteIfExists(password);
        }
        try {
            Files.move(partial, settings.data(), StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException unusual) {
            Files.move(partial, settings.data());
        }
    }

    /**
     * Deals with the lock file of an earlier server. Where its process is a PostgreSQL on this very folder, that is
     * stopped. Where the number belongs to a stranger by now, it is replaced by our own, which PostgreSQL takes for
     * stale and then still checks that no old backend is left.
     */
    private static void stopLeftover(PostgresBinaries binaries, Path data) throws IOException, InterruptedException {
        Optional<PidFile> found = PidFile.of(data);
        Optional<ProcessHandle> holder = found.flatMap(file -> ProcessHandle.of(file.pid()));
        if (found.isEmpty()) {
            return;
        }
        if (holder.isEmpty() || !holder.get().isAlive()) {
            awaitLastProcess(found.get(), data);
            return;
        }
        if (!found.get().isServer(holder.get(), data)) {
            found.get().replacePid(data, ProcessHandle.current().pid());
            return;
        }
        control(binaries, data, "stop", "-m", "fast", "-W");
        Instant deadline = Instant.now().plus(STOPPED_WITHIN);
        while (holder.get().isAlive()) {
            if (Instant.now().isAfter(deadline)) {
                throw new ServerFailedException(
                        "an earlier PostgreSQL (process " + found.get().pid() + ") on " + data + " does not stop");
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /** After a killed server its other processes end by themselves, and while one is left PostgreSQL refuses to start. */
    private static void awaitLastProcess(PidFile killed, Path data) throws IOException, InterruptedException {
        Instant deadline = Instant.now().plus(STOPPED_WITHIN);
        while (killed.isInUse()) {
            if (Instant.now().isAfter(deadline)) {
                throw new ServerFailedException(
                        "processes of a killed PostgreSQL (" + killed.pid() + ") on " + data + " do not end");
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private static void control(PostgresBinaries binaries, Path data, String... action)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(asSomebodyElse());
        command.add(binaries.program("pg_ctl").toString());
        command.addAll(List.of(action));
        command.addAll(List.of("-D", data.toAbsolutePath().toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        clean(builder);
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.start().waitFor(10, TimeUnit.SECONDS);
    }

    private static void run(List<String> command, Path log, String failure) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command);
        clean(builder);
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            if (process.waitFor() != 0) {
                throw ServerFailedException.withLog(failure, log);
            }
        } finally {
            process.destroy();
        }
    }

    private static List<String> asSomebodyElse() {
        return Platform.LINUX && Platform.root() ? List.of("unshare", "-U") : List.of();
    }

    /** PostgreSQL's programs read many variables of this name. */
    private static void clean(ProcessBuilder builder) {
        Collection<String> names = builder.environment().keySet();
        names.removeIf(name -> name.startsWith("PG") || name.startsWith("LC_") || name.equals("LANG"));
    }

    /** What {@code postmaster.pid} says. */
    private record PidFile(long pid, long startedAt, List<String> lines) {
        private static final String NAME = "postmaster.pid";
        private static final long TOLERATED_SECONDS = 10;

        /** The key and the id of the shared memory. */
        private static final int MEMORY_LINE = 6;

        /** The column of {@code /proc/sysvipc/shm} that says how many processes have a segment. */
        private static final int ATTACHED = 6;

        static Optional<PidFile> of(Path data) throws IOException {
            try {
                List<String> lines = Files.readAllLines(data.resolve(NAME), StandardCharsets.ISO_8859_1);
                return Optional.of(new PidFile(
                        Long.parseLong(lines.get(0).trim()),
                        Long.parseLong(lines.get(2).trim()),
                        lines));
            } catch (java.nio.file.NoSuchFileException | NumberFormatException | IndexOutOfBoundsException none) {
                return Optional.empty();
            }
        }

        /** Whether a process of it is left, by the shared memory that all have in common; false where nobody can say. */
        boolean isInUse() throws IOException {
            Path segments = Path.of("/proc/sysvipc/shm");
            if (lines.size() <= MEMORY_LINE || !Files.isReadable(segments)) {
                return false;
            }
            String[] keyAndId = lines.get(MEMORY_LINE).trim().split("\\s+", -1);
            try (Stream<String> all = Files.lines(segments, StandardCharsets.ISO_8859_1)) {
                return keyAndId.length == 2
                        && all.map(segment -> segment.trim().split("\\s+", -1))
                                .anyMatch(segment -> segment.length > ATTACHED
                                        && segment[0].equals(keyAndId[0])
                                        && segment[1].equals(keyAndId[1])
                                        && !segment[ATTACHED].equals("0"));
            }
        }

        boolean ready() {
            return lines.size() > STATUS_LINE && lines.get(STATUS_LINE).trim().equals("ready");
        }

        boolean stopping() {
            return lines.size() > STATUS_LINE && lines.get(STATUS_LINE).trim().equals("stopping");
        }

        boolean isServer(ProcessHandle process, Path data) {
            boolean named = process.info()
                    .command()
                    .map(command -> Path.of(command).getFileName().toString().startsWith("postgres"))
                    .orElse(false);
            boolean sameAge = process.info()
                    .startInstant()
                    .map(start -> Math.abs(start.getEpochSecond() - startedAt) <= TOLERATED_SECONDS)
                    .orElse(true);
            Path working = Path.of("/proc", String.valueOf(pid), "cwd");
            try {
                return named && (Files.exists(working) ? Files.isSameFile(working, data) : sameAge);
            } catch (IOException unreadable) {
                return named && sameAge;
            }
        }

        void replacePid(Path data, long other) throws IOException {
            List<String> replaced = new ArrayList<>(lines);
            replaced.set(0, String.valueOf(other));
            Files.write(data.resolve(NAME), replaced, StandardCharsets.ISO_8859_1);
        }
    }
}
