package org.pressroom.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryTest {
    private final Path root;

    MemoryTest(@TempDir Path root) {
        this.root = root;
    }

    @Test
    void littleLeftOnTheMachineIsTold() throws Exception {
        write("proc/meminfo", "MemTotal:       8000000 kB\nMemAvailable:   1048576 kB\n");
        assertThat(Memory.shortage(root, 4))
                .hasValueSatisfying(line -> assertThat(line).contains("1024 MB are free"));
    }

    @Test
    void theLimitOfAContainerCounts() throws Exception {
        write("proc/meminfo", "MemAvailable:   16777216 kB\n");
        write("sys/fs/cgroup/memory.max", "2147483648\n");
        write("sys/fs/cgroup/memory.current", "1073741824\n");
        assertThat(Memory.shortage(root, 4))
                .hasValueSatisfying(line -> assertThat(line).contains("1024 MB are free"));
        write("sys/fs/cgroup/memory.max", "max\n");
        assertThat(Memory.shortage(root, 4)).isEmpty();
    }

    @Test
    void moreProcessesNeedMore() throws Exception {
        write("proc/meminfo", "MemAvailable:   2048000 kB\n");
        assertThat(Memory.shortage(root, 4)).isEmpty();
        assertThat(Memory.shortage(root, 8))
                .hasValueSatisfying(line -> assertThat(line).contains("takes about 2840 MB"));
    }

    @Test
    void whereTheSystemDoesNotTellNothingIsSaid() {
        assertThat(Memory.shortage(root, 4)).isEmpty();
    }

    private void write(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
