package org.pressroom.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the broker's class path. Its jars stand in this module's {@code target/kafka} after a build; where the module
 * comes from the local Maven repository instead, they stand there too, at the places that the build wrote down.
 */
public final class KafkaJars {
    private static final String REPOSITORY = "repository/";

    private KafkaJars() {}

    /** The class path by where this class was loaded from. */
    public static List<Path> found() throws IOException {
        Path self = self();
        Path built = self.resolveSibling("kafka");
        return Files.isDirectory(built) ? inFolder(built) : inRepositoryOf(self);
    }

    /** The class path with the broker's jars from this folder, in an order that stays the same. */
    public static List<Path> inFolder(Path folder) throws IOException {
        List<Path> jars = new ArrayList<>(List.of(self()));
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.toString().endsWith(".jar")).sorted().forEach(jars::add);
        }
        return jars;
    }

    private static List<Path> inRepositoryOf(Path self) throws IOException {
        // <repository>/org/pressroom/embedded/<version>/embedded-<version>.jar
        @Nullable Path repository = self;
        for (int up = 0; up < 5 && repository != null; up++) {
            repository = repository.getParent();
        }
        List<Path> jars = new ArrayList<>(List.of(self));
        try (@Nullable InputStream list = KafkaJars.class.getResourceAsStream("broker-jars")) {
            if (list == null || repository == null) {
                throw new ServerFailedException("Kafka's jars are not built: mvn package -pl deploy/embedded");
            }
            for (String jar : new String(list.readAllBytes(), StandardCharsets.UTF_8)
                    .trim()
                    .split(":", -1)) {
                jars.add(repository.resolve(jar.substring(REPOSITORY.length())));
            }
        }
        for (Path jar : jars) {
            if (!Files.exists(jar)) {
                throw new ServerFailedException(
                        "Kafka's jars are not complete (no " + jar + "): mvn package -pl deploy/embedded");
            }
        }
        return jars;
    }

    static Path self() throws IOException {
        try {
            return Path.of(KafkaJars.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException unusual) {
            throw new IOException(unusual);
        }
    }
}
