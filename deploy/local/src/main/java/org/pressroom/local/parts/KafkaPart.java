package org.pressroom.local.parts;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.pressroom.embedded.KafkaServer;
import org.pressroom.embedded.KafkaSettings;

/** The broker. */
public record KafkaPart(KafkaSettings settings) implements Part {
    public static final String NAME = "kafka";

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
        return List.of(settings.log(), settings.output());
    }

    @Override
    public Running start() throws IOException {
        Logs.rotate(settings.output());
        return new Started(KafkaServer.launch(settings), new Silence());
    }

    private record Started(KafkaServer server, Silence silence) implements Running {
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
            silence.heard(server.answers());
        }

        @Override
        public void stop(Duration within) throws InterruptedException {
            server.stop(within);
        }
    }
}
