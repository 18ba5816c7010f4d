package org.pressroom.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Other software with the same work to do, which a script {@code peers.sh} sets up, starts and stops: nginx that serves
 * files ({@code static}), nginx as a reverse proxy ({@code proxy}) and a blog in Flask ({@code flask}).
 */
final class Peers implements AutoCloseable {
    private static final List<String> ALL = List.of("static", "proxy", "flask");
    private static final URI FILES = URI.create("http://127.0.0.1:8100");
    /** nginx in front of {@link #UPSTREAM}. */
    static final URI PROXY = URI.create("http://127.0.0.1:8101");

    /** nginx that serves files behind a proxy. */
    static final URI UPSTREAM = URI.create("http://127.0.0.1:8102");

    private static final URI FLASK = URI.create("http://127.0.0.1:8130");

    private final Path script;
    private final Path data;

    private Peers(Path script, Path data) {
        this.script = script;
        this.data = data;
    }

    /** Sets up and starts all of them, on data of their own. */
    static Peers start(Path folder) throws IOException {
        Peers peers =
                new Peers(folder.resolve("peers.sh").toAbsolutePath(), Files.createTempDirectory("pressroom-peers-"));
        try {
            peers.call("setup");
            peers.call("start");
        } catch (IOException failed) {
            peers.close();
            throw failed;
        }
        return peers;
    }

    private String call(String verb) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Stream.concat(Stream.of(script.toString(), verb), ALL.stream()).toList());
        builder.environment().put("PEERS_ROOT", data.toString());
        Path output = Files.createTempFile("pressroom-peers-", ".log");
        try {
            // What is started lives on and keeps the output open.
            Process process = builder.redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (process.waitFor() != 0) {
                throw new IOException(script + " " + verb + ": " + Files.readString(output));
            }
            return Files.readString(output);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(script + " " + verb + " was interrupted", interrupted);
        } finally {
            Files.delete(output);
        }
    }

    /** nginx's address of a file with these bytes. */
    URI file(String name, byte[] content) throws IOException {
        Files.write(data.resolve("static").resolve(name), content);
        return FILES.resolve("/" + name);
    }

    /** Lets the upstream answer at a path. */
    void answerAt(String path, String content) throws IOException {
        Path file = data.resolve("static" + path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    /** Flask's address of an article's JSON. */
    URI article() throws IOException {
        return FLASK.resolve("/api/articles/" + slug() + "/");
    }

    /** Where Flask takes comments on an article. */
    URI comments() throws IOException {
        return FLASK.resolve("/api/articles/" + slug() + "/comments/");
    }

    private String slug() throws IOException {
        try (Stream<String> lines = Files.lines(data.resolve("targets.tsv"))) {
            return lines.map(line -> line.split("\t", -1))
                    .filter(columns -> !columns[2].equals("0"))
                    .findFirst()
                    .orElseThrow()[1];
        }
    }

    /** Processor time of all of them so far, in seconds. */
    double cpuSeconds() throws IOException {
        double seconds = 0;
        for (String file : call("runfiles").lines().distinct().toList()) {
            String pid = Files.readString(Path.of(file), StandardCharsets.UTF_8).split(" ", -1)[0];
            seconds += SuiteFolder.cpuSeconds(Long.parseLong(pid));
        }
        return seconds;
    }

    @Override
    public void close() throws IOException {
        call("stop");
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
