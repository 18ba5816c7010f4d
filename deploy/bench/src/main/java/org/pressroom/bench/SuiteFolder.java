package org.pressroom.bench;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the launcher's state file tells of a running suite, and what Linux tells of its processes. */
final class SuiteFolder {
    private static final double REST = 0.05;
    private static final int LONGEST_WAIT_SECONDS = 60;

    private final JsonNode state;

    SuiteFolder(Path data) throws IOException {
        this.state = JsonMapper.shared().readTree(Files.readAllBytes(data.resolve("run/state.json")));
    }

    /** The process of a part. */
    long pid(String part) {
        return part(part).path("pid").asLong();
    }

    /** Where a part answers. */
    URI address(String part) {
        return URI.create("http://127.0.0.1:" + part(part).path("port").asInt());
    }

    private JsonNode part(String name) {
        return StreamSupport.stream(state.path("parts").spliterator(), false)
                .filter(part -> part.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no part " + name));
    }

    /** Opens a connection to a program's database, as one that may do everything. */
    Connection database(String name) throws IOException, SQLException {
        JsonNode database = state.path("database");
        String superuser = database.path("superuser").asString();
        return DriverManager.getConnection(
                "jdbc:postgresql://" + database.path("host").asString() + ":"
                        + database.path("port").asInt() + "/" + name,
                superuser,
                passwords().getProperty(superuser));
    }

    private Properties passwords() throws IOException {
        Properties passwords = new Properties();
        try (Reader reader = Files.newBufferedReader(
                Path.of(state.path("database").path("passwords").asString()))) {
            passwords.load(reader);
        }
        return passwords;
    }

    /** What a client of the broker is configured with. */
    Properties kafka() throws IOException {
        Properties client = new Properties();
        client.put("bootstrap.servers", state.path("kafka").asString());
        client.put("security.protocol", "SASL_PLAINTEXT");
        client.put("sasl.mechanism", "PLAIN");
        client.put(
                "sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"admin\" password=\""
                        + passwords().getProperty("kafka-admin") + "\";");
        return client;
    }

    /** Memory of each part with its children, in bytes, shared pages counted once (PSS); up itself first. */
    Map<String, Long> memory() throws IOException {
        Map<String, Long> memory = new LinkedHashMap<>();
        memory.put("up", pss(ProcessHandle.of(state.path("up").asLong()).orElseThrow()));
        for (JsonNode part : state.path("parts")) {
            long pid = part.path("pid").asLong();
            if (pid == state.path("up").asLong()) {
                continue;
            }
            long sum = 0;
            for (ProcessHandle process : family(pid)) {
                sum += pss(process);
            }
            memory.put(part.path("name").asString(), sum);
        }
        return memory;
    }

    /** Waits, within a limit, until all processes together use next to no CPU for some seconds. */
    boolean awaitRest() throws IOException, InterruptedException {
        for (int waited = 0; waited < LONGEST_WAIT_SECONDS; waited += 3) {
            double before = cpuSeconds();
            TimeUnit.SECONDS.sleep(3);
            if ((cpuSeconds() - before) / 3 < REST) {
                return true;
            }
        }
        return false;
    }

    /** Processor time of all processes of the suite so far, in seconds. */
    double cpuSeconds() {
        return cpuSeconds(state.path("up").asLong());
    }

    /** The same of each part with its children. */
    Map<String, Double> cpuByPart() {
        Map<String, Double> seconds = new LinkedHashMap<>();
        for (JsonNode part : state.path("parts")) {
            long pid = part.path("pid").asLong();
            if (pid != state.path("up").asLong()) {
                seconds.put(part.path("name").asString(), cpuSeconds(pid));
            }
        }
        return seconds;
    }

    /** The same of a process and its children. */
    static double cpuSeconds(long pid) {
        return family(pid).stream()
                .mapToDouble(process -> process.info()
                        .totalCpuDuration()
                        .map(used -> used.toMillis() / 1e3)
                        .orElse(0.0))
                .sum();
    }

    private static List<ProcessHandle> family(long pid) {
        List<ProcessHandle> family = new ArrayList<>();
        ProcessHandle.of(pid).ifPresent(parent -> {
            family.add(parent);
            parent.descendants().forEach(family::add);
        });
        return family;
    }

    private static long pss(ProcessHandle process) throws IOException {
        Path rollup = Path.of("/proc", Long.toString(process.pid()), "smaps_rollup");
        try (Stream<String> lines = Files.lines(rollup)) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElse(0);
        } catch (NoSuchFileException ended) {
            return 0;
        }
    }
}
