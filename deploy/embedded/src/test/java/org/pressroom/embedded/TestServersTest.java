package org.pressroom.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Properties;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class TestServersTest {
    /** None that JUnit deletes: the servers run in it until this JVM has ended, and take their files along. */
    private final Path folder =
            Path.of("target", "servers-of-test", UUID.randomUUID().toString()).toAbsolutePath();

    @Test
    void aFileOfAProcessThatWasKilledIsSeenThrough() throws Exception {
        Properties stale = new Properties();
        stale.setProperty("lease.port", String.valueOf(Ports.free()));
        stale.setProperty("lease.token", "of-a-dead-process");
        stale.setProperty("postgres.port", "1");
        TestServers.publish(Files.createDirectories(folder.resolve("1")), stale);
        TestServers servers = TestServers.leasedIn(folder);
        servers.postgres().createDatabase("one", "first");
        assertThat(TestServers.leasedIn(folder)).isSameAs(servers);
    }

    @Test
    void whatANeighbourHasIsNotShared() throws Exception {
        Path first = Files.createDirectories(folder.resolve("1"));
        Process neighbour = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Neighbour.class.getName(),
                        first.resolve("lock").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(neighbour.inputReader().readLine()).isEqualTo("locked");
            TestServers.leasedIn(folder).postgres().createDatabase("one", "first");
            assertThat(first.resolve(TestServers.COORDINATES)).doesNotExist();
            assertThat(folder.resolve("2").resolve(TestServers.COORDINATES)).exists();
        } finally {
            neighbour.destroyForcibly().waitFor();
        }
    }

    /** Another test JVM, which has taken a set of servers. */
    static final class Neighbour {
        private Neighbour() {}

        public static void main(String[] arguments) throws IOException {
            try (FileChannel channel =
                    FileChannel.open(Path.of(arguments[0]), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                channel.lock();
                System.out.println("locked");
                System.in.read();
            }
        }
    }
}
