package org.pressroom.local.parts;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.pressroom.embedded.PostgresBinaries;
import org.pressroom.embedded.PostgresServer;
import org.pressroom.embedded.PostgresSettings;
import org.pressroom.embedded.ServerFailedException;

/** The database server. */
public record PostgresPart(PostgresBinaries binaries, PostgresSettings settings) implements Part {
    public static final String NAME = "postgresql";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int port() {
        return settings.port();
    }

    @Override
    public List<Path> logs() {
        return List.of(settings.log());
    }

    @Override
    public Running start() throws IOException, InterruptedException {
        Logs.rotate(settings.log());
        return new Started(PostgresServer.launch(binaries, settings), new Silence());
    }

    private record Started(PostgresServer server, Silence silence) implements Running {
        @Override
        public Process process() {
            return server.process();
        }

        @Override
        public void awaitReady() throws IOException, InterruptedException {
            server.awaitReady();
        }

        @Override
        public void check() throws IOException {
            if (server.isEnding()) {
                throw new ServerFailedException(
                        "it was told to end and waits for who is connected, taking nobody else");
            }
            silence.heard(server.answers());
        }

        @Override
        public void stop(Duration within) throws InterruptedException {
            server.stop(within);
        }
    }
}
