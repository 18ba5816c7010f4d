package org.pressroom.embedded;

import java.nio.file.Path;

/**
 * How a PostgreSQL is started.
 *
 * @param folder its files are in {@code folder/data}; whoever starts one holds this folder alone
 * @param port on the loopback address
 * @param log what the server says is appended here
 * @param superuserPassword of the role {@code postgres}; given to a new data folder, and not changed afterwards
 * @param durable whether an accepted commit survives a power cut; tests do without and are faster
 * @param maxConnections how many connections it takes
 */
public record PostgresSettings(
        Path folder, int port, Path log, String superuserPassword, boolean durable, int maxConnections) {
    /** The role that {@code initdb} makes. */
    public static final String SUPERUSER = "postgres";

    Path data() {
        return folder.resolve("data");
    }
}
