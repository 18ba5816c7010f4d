package org.pressroom.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets one process at a time prepare what a build has made: several suites may be started from one checkout.
 *
 * @param folder where all builds are unpacked
 */
record Preparing(Path folder, FileChannel held) implements AutoCloseable {
    private static final int BETWEEN_TRIES_MILLIS = 200;

    /**
     * Waits until nobody else is at it.
     *
     * @param givesUp ends the waiting with an {@link InterruptedException}
     */
    static Preparing begin(Path root, Console console, BooleanSupplier givesUp)
            throws IOException, InterruptedException {
        Path folder = folder(root);
        FileChannel channel = channel(folder, "lock");
        boolean told = false;
        while (channel.tryLock() == null) {
            if (givesUp.getAsBoolean()) {
                channel.close();
                throw new InterruptedException();
            }
            if (!told) {
                console.say("waiting for another start that unpacks the programs");
                told = true;
            }
            Thread.sleep(BETWEEN_TRIES_MILLIS);
        }
        return new Preparing(folder, channel);
    }

    /** The training of the programs, which nobody waits for; null where somebody else is at it. */
    static @Nullable Preparing beginTraining(Path root) throws IOException {
        Path folder = folder(root);
        FileChannel channel = channel(folder, "training-lock");
        if (channel.tryLock() == null) {
            channel.close();
            return null;
        }
        return new Preparing(folder, channel);
    }

    private static Path folder(Path root) throws IOException {
        Path folder = root.resolve("deploy/local/target/programs");
        Files.createDirectories(folder);
        return folder;
    }

    private static FileChannel channel(Path folder, String lock) throws IOException {
        return FileChannel.open(folder.resolve(lock), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /** Closing a file ends what is locked of it. */
    @Override
    public void close() throws IOException {
        held.close();
    }
}
