package org.pressroom.local.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who runs now, as {@code run/state.json} in the data folder says to scripts and tests. The file is replaced as a whole
 * at every change, so that a reader sees one state or the next.
 *
 * <pre>{@code
 * {
 *   "status": "ready",                        // starting, ready, stopping, stopped
 *   "site": "http://localhost:9000",
 *   "mail": "http://localhost:9025",
 *   "up": 4711,                               // the process of up itself
 *   "parts": [{
 *     "name": "gateway",                      // postgresql, kafka, mailbox, gateway, article-service, …
 *     "status": "ready",                      // starting, ready, down
 *     "pid": 4720,                            // the newest process; of up itself for the mailbox
 *     "started": 1789000000000,               // of that process, milliseconds since 1970
 *     "port": 9000,
 *     "log": "/…/data/logs/gateway.log",
 *     "restarts": 0
 *   }],
 *   "database": {
 *     "host": "127.0.0.1", "port": 19001,
 *     "superuser": "postgres",
 *     "names": ["gateway", "article", "comment", "subscription"],   // also the names of the roles
 *     "passwords": "/…/data/secrets/passwords.properties"           // by name, and "postgres"
 *   },
 *   "kafka": "127.0.0.1:19002",               // SASL_PLAINTEXT, PLAIN; the superuser is admin, by "kafka-admin"
 *   "smtp": "127.0.0.1:19004"
 * }
 * }</pre>
 */
public record State(
        String status,
        String site,
        String mail,
        long up,
        List<Part> parts,
        Database database,
        String kafka,
        String smtp) {

    /** One part of the suite. */
    public record Part(String name, String status, long pid, long started, int port, String log, int restarts) {}

    /** How to reach the databases. */
    public record Database(String host, int port, String superuser, List<String> names, String passwords) {}

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** What the file says; empty where there is none, or none that can be read. */
    public static Optional<State> read(Path folder) throws IOException {
        try {
            return Optional.of(JSON.readValue(Files.readAllBytes(file(folder)), State.class));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (JacksonException malformed) {
            return Optional.empty();
        }
    }

    public void write(Path folder) throws IOException {
        Path partial = file(folder).resolveSibling("state.json.new");
        Files.write(partial, JSON.writeValueAsBytes(this));
        Files.move(partial, file(folder), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Path file(Path folder) {
        return folder.resolve("run").resolve("state.json");
    }
}
