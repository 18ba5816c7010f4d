package org.pressroom.local.parts;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.pressroom.embedded.ChildProcesses;
import org.pressroom.embedded.ServerFailedException;

/**
 * One of the four programs.
 *
 * @param command its whole command
 * @param environment added to that of {@code up}
 * @param log where the program writes its log; what its JVM says beside that goes to a file next to it
 */
public record ProgramPart(String name, int port, List<String> command, Map<String, String> environment, Path log)
        implements Part {
    private static final int POLL_MILLIS = 50;

    @Override
    public List<Path> logs() {
        return List.of(log, output());
    }

    private Path output() {
        return log.resolveSibling(name + ".out");
    }

    @Override
    public Running start() throws IOException {
        Files.createDirectories(log.toAbsolutePath().getParent());
        Logs.rotate(output());
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(output().toFile()));
        return new Started(ChildProcesses.start(builder, ChildProcesses.OnParentDeath.TERM));
    }

    private final class Started implements Running {
        private final Process process;

        private Started(Process process) {
            this.process = process;
        }

        @Override
        public Process process() {
            return process;
        }

        @Override
        public void awaitReady() throws IOException, InterruptedException {
            while (!isReady()) {
                if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                    throw new ServerFailedException("it ended at its start with exit code " + process.exitValue());
                }
            }
        }

        private boolean isReady() {
            try {
                HttpURLConnection connection =
                        (HttpURLConnection) URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness")
                                .toURL()
                                .openConnection();
                connection.setConnectTimeout(1_000);
                connection.setReadTimeout(5_000);
                try {
                    return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
                } finally {
                    connection.disconnect();
                }
            } catch (IOException notYet) {
                return false;
            }
        }

        @Override
        public void stop(Duration within) throws InterruptedException {
            process.destroy();
            if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
            }
        }
    }
}
