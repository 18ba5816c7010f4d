package org.pressroom.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pressroom.embedded.Folders;
import org.pressroom.embedded.KafkaJars;
import org.pressroom.local.folder.CannotStartException;

/**
 * The built programs, taken apart for a quick start: an executable jar is unpacked once into a jar and its libraries,
 * and beside it lies an archive of the classes that its JVM loads at the start (AppCDS), which the first run leaves, once
 * for each JDK.
 *
 * <p>Each build gets a folder of its own, so that a running suite keeps its jars when the project is built again.
 */
final class Installation {
    private static final String VERSION = "-0.1.0-SNAPSHOT.jar";
    private static final String UNFINISHED = ".of-";

    /** Each JDK needs its own. */
    private static final String ARCHIVE =
            "classes-" + System.getProperty("java.vm.version", "unknown").replaceAll("[^A-Za-z0-9.+-]", "_") + ".jsa";

    private final Path root;
    private final Path folder;
    private final Map<Program, Path> jars = new TreeMap<>();
    private final Path brokerFolder;

    private Installation(Path root, Path folder, Path brokerFolder) {
        this.root = root;
        this.folder = folder;
        this.brokerFolder = brokerFolder;
    }

    /**
     * Unpacks what is not unpacked yet.
     *
     * @param root the project's folder
     * @throws CannotStartException where a program is not built
     */
    static Installation of(Path root, Preparing preparing, Console console)
            throws IOException, InterruptedException, CannotStartException {
        Path folder = preparing.folder();
        List<Path> broker = KafkaJars.inFolder(root.resolve("deploy/embedded/target/kafka"));
        Installation installation = new Installation(root, folder, folder.resolve("kafka-" + keyOf(broker)));
        Files.createDirectories(installation.brokerFolder);
        List<Unpacking> unpackings = new ArrayList<>();
        for (Program program : Program.values()) {
            unpackings.add(installation.unpack(program));
        }
        for (Unpacking unpacking : unpackings) {
            if (unpacking.finish()) {
                console.say("unpacked " + unpacking.program.module());
            }
        }
        installation.forgetOlder();
        installation.forgetUnfinished();
        return installation;
    }

    /** The command that runs a program, without what comes after its jar. */
    List<String> command(Program program, List<String> jvmOptions) {
        List<String> command = new ArrayList<>(List.of(java()));
        command.addAll(jvmOptions);
        command.addAll(List.of("-jar", jar(program).toString()));
        return command;
    }

    List<Path> brokerClassPath() throws IOException {
        return KafkaJars.inFolder(root.resolve("deploy/embedded/target/kafka"));
    }

    /** Where the archive of a program's classes is, or is to be. */
    Path archive(Program program) {
        return jar(program).resolveSibling(ARCHIVE);
    }

    Path brokerArchive() {
        return brokerFolder.resolve(ARCHIVE);
    }

    /** Where a JVM of this process's suite writes an archive that is not complete before {@link #keepArchives}. */
    static Path unfinished(Path archive) {
        return archive.resolveSibling(
                archive.getFileName() + UNFINISHED + ProcessHandle.current().pid());
    }

    /** Whether every archive was made for this JDK. */
    boolean isTrained() {
        return archives().allMatch(Files::exists);
    }

    /** Takes the archives that the JVMs have written by now. */
    void keepArchives() throws IOException {
        for (Path archive : archives().toList()) {
            Path written = unfinished(archive);
            if (Files.exists(written)) {
                Files.move(written, archive, StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }

    /** Goes without those that could not be had: an empty one says so. */
    void goWithoutMissing() throws IOException {
        for (Path archive : archives().filter(Files::notExists).toList()) {
            Files.createFile(archive);
        }
    }

    /** Deletes what JVMs did not write to its end whose suite is gone, and what they wrote beside. */
    private void forgetUnfinished() throws IOException {
        for (Path archive : archives().toList()) {
            Pattern begun = Pattern.compile(Pattern.quote(archive.getFileName() + UNFINISHED) + "([0-9]+).*");
            for (Path beside : listed(Objects.requireNonNull(archive.getParent()))) {
                Matcher left = begun.matcher(beside.getFileName().toString());
                if (left.matches()
                        && ProcessHandle.of(Long.parseLong(left.group(1))).isEmpty()) {
                    Files.deleteIfExists(beside);
                }
            }
        }
    }

    private static List<Path> listed(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList();
        }
    }

    private Stream<Path> archives() {
        return Stream.concat(
                Stream.of(brokerArchive()), Stream.of(Program.values()).map(this::archive));
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private Path jar(Program program) {
        Path jar = jars.get(program);
        if (jar == null) {
            throw new IllegalStateException(program + " is not unpacked");
        }
        return jar;
    }

    private Unpacking unpack(Program program) throws IOException, CannotStartException {
        Path built = root.resolve(program.module()).resolve("target").resolve(program.module() + VERSION);
        if (!Files.exists(built)) {
            throw new CannotStartException(program.module() + " is not built: there is no " + built);
        }
        Path target = folder.resolve(program.module() + "-" + keyOf(List.of(built)));
        jars.put(program, target.resolve(built.getFileName()));
        if (Files.isDirectory(target)) {
            return new Unpacking(program, null, target, target);
        }
        Path partial = folder.resolve(target.getFileName() + ".new");
        Folders.delete(partial);
        Process process = new ProcessBuilder(
                        java(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Djarmode=tools",
                        "-jar",
                        built.toString(),
                        "extract",
                        "--destination",
                        partial.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(program.module() + ".log").toFile())
                .start();
        return new Unpacking(program, process, partial, target);
    }

    private record Unpacking(Program program, @Nullable Process process, Path partial, Path target) {
        /** Waits for it; false where there was nothing to do. */
        boolean finish() throws IOException, InterruptedException {
            if (process == null) {
                return false;
            }
            if (process.waitFor() != 0) {
                throw new IOException(program.module() + " could not be unpacked: exit code " + process.exitValue());
            }
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
            return true;
        }
    }

    private void forgetOlder() throws IOException {
        for (Program program : Program.values()) {
            forgetOlder(program.module(), Objects.requireNonNull(jar(program).getParent()));
        }
        forgetOlder("kafka", brokerFolder);
    }

    /** Deletes the folders of earlier builds but for the last, which may still be in use. */
    private void forgetOlder(String name, Path current) throws IOException {
        List<Path> older;
        try (Stream<Path> all = Files.list(folder)) {
            older = all.filter(path -> path.getFileName().toString().matches(name + "-[0-9a-f]+"))
                    .filter(path -> !path.equals(current))
                    .sorted((one, other) -> modified(other).compareTo(modified(one)))
                    .skip(1)
                    .toList();
        }
        for (Path old : older) {
            Folders.delete(old);
        }
    }

    private static Long modified(Path path) {
        return path.toFile().lastModified();
    }

    private static String keyOf(List<Path> files) throws IOException {
        long key = 17;
        for (Path file : files) {
            key = key * 31 + file.getFileName().toString().hashCode();
            key = key * 31 + Files.size(file);
            key = key * 31 + Files.getLastModifiedTime(file).toMillis();
        }
        return Long.toHexString(key);
    }
}
