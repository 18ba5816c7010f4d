package org.pressroom.local.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class LeftoversTest {
    private final Path folder;

    LeftoversTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder.resolve("run"));
    }

    @Test
    void aProcessOfAnEarlierRunIsEnded() throws Exception {
        Process left = new ProcessBuilder("sleep", "600").start();
        write(left.pid(), Leftovers.startedAt(left.toHandle()));
        assertThat(Leftovers.end(folder)).containsExactly("gateway");
        // Its end is told to this program by another thread.
        assertThat(left.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aStrangerThatGotTheSameNumberIsLeftAlone() throws Exception {
        Process stranger = new ProcessBuilder("sleep", "600").start();
        try {
            write(stranger.pid(), Leftovers.startedAt(stranger.toHandle()) - 60_000);
            assertThat(Leftovers.end(folder)).isEmpty();
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void aTornOrMissingStateIsNoObstacle() throws Exception {
        assertThat(Leftovers.end(folder)).isEmpty();
        Files.writeString(folder.resolve("run/state.json"), "{\"status\": \"rea");
        assertThat(Leftovers.end(folder)).isEmpty();
    }

    private void write(long pid, long started) throws IOException {
        State.Part part = new State.Part("gateway", "ready", pid, started, 9000, "gateway.log", 0);
        State.Database database = new State.Database("127.0.0.1", 1, "postgres", List.of("gateway"), "passwords");
        new State("ready", "http://localhost:9000", "http://localhost:9025", 1, List.of(part), database, "k", "s")
                .write(folder);
    }
}
