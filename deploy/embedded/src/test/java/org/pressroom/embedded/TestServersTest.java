package org.pressroom.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class TestServersTest {
    private final Path folder;

    TestServersTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aFileOfAProcessThatWasKilledIsSeenThrough() throws Exception {
        Properties stale = new Properties();
        stale.setProperty("lease.port", String.valueOf(Ports.free()));
        stale.setProperty("lease.token", "of-a-dead-process");
        stale.setProperty("postgres.port", "1");
        TestServers.publish(folder, stale);
        TestServers servers = TestServers.leasedIn(folder);
        servers.postgres().createDatabase("one", "first");
        assertThat(TestServers.leasedIn(folder)).isSameAs(servers);
    }
}
