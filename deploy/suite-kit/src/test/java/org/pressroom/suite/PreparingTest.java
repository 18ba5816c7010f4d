package org.pressroom.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Before all tests of the suite, which start it so often that it pays. */
class PreparingTest {
    private static final List<String> PROGRAMS =
            List.of("gateway", "article-service", "comment-service", "subscription-service", "kafka");

    /** Less than this is an archive that a JVM could not write. */
    private static final long SMALLEST = 1_000_000;

    @Test
    void whatTheFirstStartWouldDoIsDoneOnceABuildAndTouchesNoData() throws Exception {
        Path data = Suite.launcher().resolveSibling("data");
        boolean before = Files.exists(data);
        assertThat(prepare()).doesNotContain("not complete").containsPattern("prepared( already)?\\s*$");
        for (String program : PROGRAMS) {
            assertThat(Files.size(newestArchive(program))).as(program).isGreaterThan(SMALLEST);
        }
        assertThat(prepare()).contains("the programs are prepared already");
        assertThat(Files.exists(data)).isEqualTo(before);
    }

    @Test
    void aRunLeavesForTheNextWhatWasNotPrepared() throws Exception {
        prepare();
        Path missing = newestArchive("kafka");
        Files.delete(missing);
        Suite.start(List.of()).close();
        assertThat(Files.size(missing)).isGreaterThan(SMALLEST);
        assertThat(prepare()).contains("the programs are prepared already");
    }

    private static String prepare() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Suite.launcher().toString(), "--prepare")
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).as(said).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }

    /** The folders of earlier builds may be there still. */
    private static Path newestArchive(String program) throws IOException {
        Path programs = Suite.launcher().resolveSibling("target/programs");
        try (Stream<Path> all = Files.find(
                programs,
                2,
                (path, attributes) -> path.getFileName().toString().endsWith(".jsa")
                        && programs.relativize(path).toString().startsWith(program + "-"))) {
            return all.max((one, other) -> Long.compare(
                            one.toFile().lastModified(), other.toFile().lastModified()))
                    .orElseThrow();
        }
    }
}
