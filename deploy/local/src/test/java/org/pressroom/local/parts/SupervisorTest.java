package org.pressroom.local.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class SupervisorTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path log;
    private final List<String> events = new CopyOnWriteArrayList<>();

    SupervisorTest(@TempDir Path folder) {
        this.log = folder.resolve("part.log");
    }

    @Test
    void aPartThatIsKilledComesBackWithItsLastWordsTold() throws Exception {
        Files.writeString(log, "first\nlast words\n");
        Supervisor supervisor = started(List.of("sleep", "600"));
        long first = supervisor.state().pid();
        ProcessHandle.of(first).orElseThrow().destroyForcibly();
        await().atMost(PATIENCE).until(() -> events.contains("ready again"));
        assertThat(events).anySatisfy(event -> assertThat(event)
                .startsWith("died: it was killed (signal 9")
                .endsWith("[first, last words]"));
        assertThat(supervisor.state().pid()).isNotEqualTo(first);
        assertThat(supervisor.state().restarts()).isOne();
        supervisor.stop(PATIENCE);
    }

    @Test
    void aPartThatLivesAndIsOfNoUseIsEndedAndStartedAgain() throws Exception {
        Path useless = log.resolveSibling("useless");
        Supervisor supervisor = started(List.of("sleep", "600"));
        long first = supervisor.state().pid();

        Files.createFile(useless);
        await().atMost(PATIENCE)
                .until(() ->
                        ProcessHandle.of(first).filter(ProcessHandle::isAlive).isEmpty());
        Files.delete(useless);

        await().atMost(PATIENCE).until(() -> events.contains("ready again"));
        assertThat(events).anySatisfy(event -> assertThat(event).startsWith("died: it refuses, so that it was ended"));
        assertThat(supervisor.state().status()).isEqualTo("ready");
        supervisor.stop(PATIENCE);
    }

    @Test
    void aPartThatCannotBeStartedIsTriedAgain() throws Exception {
        Supervisor supervisor = supervisor(List.of("/no/such/program"));
        supervisor.start();
        await().atMost(PATIENCE)
                .until(() -> events.stream()
                                .filter(event -> event.startsWith("died"))
                                .count()
                        >= 2);
        assertThat(supervisor.firstReady()).isNotDone();
        supervisor.stop(PATIENCE);
    }

    @Test
    void aStoppedPartStaysDown() throws Exception {
        Supervisor supervisor = started(List.of("sleep", "600"));
        long pid = supervisor.state().pid();
        supervisor.stop(PATIENCE);
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
        assertThat(supervisor.state().status()).isEqualTo("down");
        assertThat(events).containsExactly("ready");
    }

    @Test
    void aPauseBeforeTheNextStartDoesNotHoldUpTheEnd() throws Exception {
        Supervisor supervisor = supervisor(List.of("false"));
        supervisor.start();
        await().atMost(PATIENCE)
                .until(() -> events.stream()
                                .filter(event -> event.startsWith("died"))
                                .count()
                        >= 4);
        supervisor.stop(Duration.ofMillis(1_500));
        assertThat(supervisor.state().status()).isEqualTo("down");
        assertThat(supervisor.isRunning()).isFalse();
    }

    @Test
    void aPartThatDoesNotListenIsEndedByForce() throws Exception {
        Path deaf = log.resolveSibling("deaf");
        Supervisor supervisor =
                started(List.of("sh", "-c", "trap '' TERM; touch " + deaf + "; while :; do sleep 1; done"));
        await().atMost(PATIENCE).until(() -> Files.exists(deaf));
        supervisor.stop(Duration.ofMillis(300));
        assertThat(supervisor.state().status()).isEqualTo("down");
    }

    private Supervisor started(List<String> command) throws Exception {
        Supervisor supervisor = supervisor(command);
        supervisor.start();
        supervisor.firstReady().get(20, TimeUnit.SECONDS);
        return supervisor;
    }

    private Supervisor supervisor(List<String> command) {
        return new Supervisor(new Command(command, log), new Supervisor.Reports() {
            @Override
            public void changed() {}

            @Override
            public void ready(String part, Duration took, boolean again) {
                events.add(again ? "ready again" : "ready");
            }

            @Override
            public void died(String part, String why, List<String> lastLines, Duration pause) {
                events.add("died: " + why + " " + lastLines);
            }
        });
    }

    private record Command(List<String> command, Path log) implements Part {
        @Override
        public String name() {
            return "part";
        }

        @Override
        public int port() {
            return 1;
        }

        @Override
        public List<Path> logs() {
            return List.of(log);
        }

        @Override
        public Running start() throws IOException {
            Process process = new ProcessBuilder(command).start();
            return new Running() {
                @Override
                public Process process() {
                    return process;
                }

                @Override
                public void awaitReady() {}

                @Override
                public void check() throws IOException {
                    if (Files.exists(log.resolveSibling("useless"))) {
                        throw new IOException("it refuses");
                    }
                }

                @Override
                public void stop(Duration within) throws InterruptedException {
                    process.destroy();
                    if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
                        process.destroyForcibly().waitFor();
                    }
                }
            };
        }
    }
}
