package org.pressroom.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** How much memory is left, where the system tells. */
final class Memory {
    /** What database, broker and mailbox need, with a little air. */
    private static final long FOR_THE_REST_MB = 760;

    private static final long PER_PROCESS_MB = 260;

    private Memory() {}

    /** What a suite takes whose programs are so many processes. */
    static long wantedMb(int processes) {
        return FOR_THE_REST_MB + PER_PROCESS_MB * processes;
    }

    /** A line for people where memory is short for so many processes of the programs. */
    static Optional<String> shortage(Path root, int processes) {
        long wanted = wantedMb(processes);
        OptionalLong left = availableMb(root);
        if (left.isEmpty() || left.getAsLong() >= wanted) {
            return Optional.empty();
        }
        return Optional.of("memory is short: " + left.getAsLong() + " MB are free, and the suite takes about " + wanted
                + " MB; if parts die or all is slow, end other programs first");
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
