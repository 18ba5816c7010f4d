package org.pressroom.local.folder;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The processes that a killed {@code up} left behind. They are known by number and time of start, never by name. */
public final class Leftovers {
    private static final Duration GRACE = Duration.ofSeconds(15);

    private Leftovers() {}

    /** Ends what is left of an earlier run on this folder, and says which parts it was. The folder must be held. */
    public static List<String> end(Path folder) throws IOException, InterruptedException {
        List<String> names = new ArrayList<>();
        List<ProcessHandle> left = new ArrayList<>();
        for (State.Part part : State.read(folder).map(State::parts).orElse(List.of())) {
            Optional<ProcessHandle> process = of(part);
            if (process.isPresent()) {
                names.add(part.name());
                left.add(process.get());
                process.get().destroy();
            }
        }
        Instant deadline = Instant.now().plus(GRACE);
        for (ProcessHandle process : left) {
            while (process.isAlive()) {
                if (Instant.now().isAfter(deadline)) {
                    process.destroyForcibly();
                }
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
        return names;
    }

    private static Optional<ProcessHandle> of(State.Part part) {
        return ProcessHandle.of(part.pid())
                .filter(ProcessHandle::isAlive)
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .filter(process -> startedAt(process) == part.started());
    }

    /** When this process was started, in milliseconds; 0 where the system does not say. */
    public static long startedAt(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }
}
