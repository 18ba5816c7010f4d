package org.pressroom.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** How much memory is left, where the system tells. */
final class Memory {
    /** What all parts together need, with a little air. */
    static final long WANTED_MB = 1_800;

    private Memory() {}

    /** A line for people where memory is short. */
    static Optional<String> shortage(Path root) {
        OptionalLong left = availableMb(root);
        if (left.isEmpty() || left.getAsLong() >= WANTED_MB) {
            return Optional.empty();
        }
        return Optional.of("memory is short: " + left.getAsLong() + " MB are free, and the suite takes about "
                + WANTED_MB + " MB; if parts die or all is slow, end other programs first");
    }

    private static OptionalLong availableMb(Path root) {
        OptionalLong machine = number(root.resolve("proc/meminfo"), "MemAvailable:", 1024);
        OptionalLong limit = number(root.resolve("sys/fs/cgroup/memory.max"), "", 1024 * 1024);
        OptionalLong used = number(root.resolve("sys/fs/cgroup/memory.current"), "", 1024 * 1024);
        if (limit.isPresent() && used.isPresent()) {
            long inContainer = limit.getAsLong() - used.getAsLong();
            return OptionalLong.of(machine.isPresent() ? Math.min(machine.getAsLong(), inContainer) : inContainer);
        }
        return machine;
    }

    private static OptionalLong number(Path file, String label, long perMb) {
        try {
            for (String line : Files.readAllLines(file)) {
                if (line.startsWith(label)) {
                    String digits =
                            line.substring(label.length()).replace("kB", "").trim();
                    return OptionalLong.of(Long.parseLong(digits) / perMb);
                }
            }
        } catch (IOException | NumberFormatException notTold) {
            return OptionalLong.empty();
        }
        return OptionalLong.empty();
    }
}
