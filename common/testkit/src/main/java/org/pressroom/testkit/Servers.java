package org.pressroom.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.jspecify.annotations.Nullable;
import org.pressroom.embedded.PostgresAdmin;
import org.pressroom.embedded.TestServers;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * A real PostgreSQL and a real Kafka for the tests of one JVM: containers where a Docker engine answers, else the
 * embedded ones, which the modules of a Maven run hand on to each other. The one place that chooses.
 *
 * <p>{@code PRESSROOM_TEST_SERVERS} in the environment, {@code embedded} or {@code containers}, chooses by hand.
 *
 * @param postgres its superuser's way in
 * @param bootstrapServers where Kafka listens
 * @param database made for this JVM alone
 */
public record Servers(PostgresAdmin postgres, String bootstrapServers, Database database) {
    private static final String POSTGRES_IMAGE = "postgres:18-alpine";
    private static final String KAFKA_IMAGE = "apache/kafka:4.2.1";

    private static @Nullable Servers running;

    /**
     * A database with a role of its own that owns it.
     *
     * @param name also the name of the role
     */
    public record Database(String host, int port, String name, String password) {
        public String username() {
            return name;
        }

        public String jdbcUrl() {
            return "jdbc:postgresql://" + host + ":" + port + "/" + name;
        }

        /** A connection, to be closed by who asked for it. */
        public Connection open() throws SQLException {
            return DriverManager.getConnection(jdbcUrl(), username(), password);
        }

        /** The first column of what a query finds, as text. */
        public List<String> rows(String sql) throws SQLException {
            List<String> rows = new ArrayList<>();
            try (Connection connection = open();
                    Statement statement = connection.createStatement();
                    ResultSet result = statement.executeQuery(sql)) {
                while (result.next()) {
                    rows.add(result.getString(1));
                }
            }
            return rows;
        }

        /** With who signs in. */
        public String r2dbcUrl() {
            return "r2dbc:postgresql://" + username() + ":" + password + "@" + host + ":" + port + "/" + name;
        }
    }

    /** The servers, started at the first call. */
    public static synchronized Servers running() {
        Servers found = running;
        if (found == null) {
            found = containersWanted() ? containers() : embedded();
            running = found;
        }
        return found;
    }

    /** One more database, empty, for a test that must have one to itself. */
    public Database newDatabase() {
        return newDatabase(postgres);
    }

    private static boolean containersWanted() {
        @Nullable String chosen = System.getenv("PRESSROOM_TEST_SERVERS");
        return (chosen == null || chosen.isBlank()) ? Docker.answers() : chosen.equals("containers");
    }

    private static Servers embedded() {
        try {
            TestServers servers = TestServers.leased();
            emptyKafka(servers.bootstrapServers());
            return new Servers(servers.postgres(), servers.bootstrapServers(), newDatabase(servers.postgres()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @SuppressWarnings("resource") // They live as long as the JVM; Testcontainers takes them away after it.
    private static Servers containers() {
        PostgreSQLContainer postgres = new PostgreSQLContainer(POSTGRES_IMAGE)
                .withDatabaseName("postgres")
                .withUsername("postgres")
                .withCommand(
                        "postgres", "-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "max_connections=200");
        KafkaContainer kafka = new KafkaContainer(KAFKA_IMAGE)
                .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
                .withEnv("KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS", "5")
                .withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0")
                .withEnv("KAFKA_GROUP_MIN_SESSION_TIMEOUT_MS", "1000");
        postgres.start();
        kafka.start();
        PostgresAdmin admin = new PostgresAdmin(
                postgres.getHost(), postgres.getFirstMappedPort(), postgres.getUsername(), postgres.getPassword());
        return new Servers(admin, kafka.getBootstrapServers(), newDatabase(admin));
    }

    private static Database newDatabase(PostgresAdmin admin) {
        byte[] bytes = new byte[8];
        ThreadLocalRandom.current().nextBytes(bytes);
        String name = "test_" + HexFormat.of().formatHex(bytes);
        try {
            admin.createDatabase(name, name);
        } catch (SQLException failed) {
            throw new IllegalStateException("no database for tests could be made", failed);
        }
        return new Database(admin.host(), admin.port(), name, name);
    }

    /** An earlier module's topics and groups: its events would reach this one's consumers, which start at the first. */
    private static void emptyKafka(String bootstrapServers) throws InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            Set<String> groups = admin.listGroups().all().get().stream()
                    .map(GroupListing::groupId)
                    .collect(Collectors.toSet());
            if (!groups.isEmpty()) {
                admin.deleteConsumerGroups(groups).all().get();
            }
            Set<String> topics = admin.listTopics().names().get();
            if (!topics.isEmpty()) {
                admin.deleteTopics(topics).all().get();
            }
        } catch (ExecutionException failed) {
            throw new IllegalStateException("Kafka's topics could not be deleted", failed);
        }
    }
}
