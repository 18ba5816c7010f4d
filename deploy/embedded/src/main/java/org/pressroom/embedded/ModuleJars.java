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
 * Finds jars that a module brings along for a server, and that are not to be on the class path of who uses the module. They
 * stand in a folder of its {@code target} after a build; where the module comes from the local Maven repository instead,
 * they stand there too, at the places that the build wrote down.
 */
public final class ModuleJars {
    private static final String REPOSITORY = "repository/";

    private ModuleJars() {}

    /**
     * The class path of a server, with the module first.
     *
     * @param of a class of the module, in whose package the build wrote {@code <server>-jars}
     * @param server what the folder in {@code target} is called
     */
    public static List<Path> found(Class<?> of, String server) throws IOException {
        Path self = self(of);
        Path built = self.resolveSibling(server);
        return Files.isDirectory(built) ? inFolder(self, built) : inRepositoryOf(self, of, server);
    }

    static List<Path> inFolder(Path self, Path folder) throws IOException {
        List<Path> jars = new ArrayList<>(List.of(self));
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.toString().endsWith(".jar")).sorted().forEach(jars::add);
        }
        return jars;
    }

    private static List<Path> inRepositoryOf(Path self, Class<?> of, String server) throws IOException {
        // <repository>/org/pressroom/<module>/<version>/<module>-<version>.jar
        @Nullable Path repository = self;
        for (int up = 0; up < 5 && repository != null; up++) {
            repository = repository.getParent();
        }
        String remedy =
                ": mvn package -pl deploy/" + self.getFileName().toString().replaceFirst("-[0-9].*", "");
        List<Path> jars = new ArrayList<>(List.of(self));
        try (@Nullable InputStream list = of.getResourceAsStream(server + "-jars")) {
            if (list == null || repository == null) {
                throw new ServerFailedException("The jars of " + server + " are not built" + remedy);
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
                        "The jars of " + server + " are not complete (no " + jar + ")" + remedy);
            }
        }
        return jars;
    }

    static Path self(Class<?> of) throws IOException {
        try {
            return Path.of(
                    of.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException unusual) {
            throw new IOException(unusual);
        }
    }
}
