package org.pressroom.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.BooleanSupplier;

/**
 * Lets one process at a time prepare what a build has made: several suites may be started from one checkout.
 *
 * @param folder where all builds are unpacked
 */
record Preparing(Path folder, FileChannel held) implements AutoCloseable {
    private static final String UNPACKING = "unpacking";
    private static final String TRAINING = "training";

    private static final int BETWEEN_TRIES_MILLIS = 200;

    /**
     * Waits until nobody else unpacks the programs.
     *
     * @param givesUp ends the waiting with an {@link InterruptedException}
     */
    static Preparing unpacking(Path root, Console console, BooleanSupplier givesUp)
            throws IOException, InterruptedException {
        return begin(root, UNPACKING, console, givesUp);
    }

    /** Waits until nobody else trains the programs, as {@link #unpacking} does. */
    static Preparing training(Path root, Console console, BooleanSupplier givesUp)
            throws IOException, InterruptedException {
        return begin(root, TRAINING, console, givesUp);
    }

    private static Preparing begin(Path root, String step, Console console, BooleanSupplier givesUp)
            throws IOException, InterruptedException {
        Path folder = folder(root);
        FileChannel channel = channel(folder, step);
        boolean told = false;
        while (channel.tryLock() == null) {
            if (givesUp.getAsBoolean()) {
                channel.close();
                throw new InterruptedException();
            }
            if (!told) {
                console.say("waiting for another start that prepares the programs");
                told = true;
            }
            Thread.sleep(BETWEEN_TRIES_MILLIS);
        }
        return new Preparing(folder, channel);
    }

    private static Path folder(Path root) throws IOException {
        Path folder = root.resolve("deploy/local/target/programs");
        Files.createDirectories(folder);
        return folder;
    }

    private static FileChannel channel(Path folder, String step) throws IOException {
        return FileChannel.open(folder.resolve(step + "-lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /** Closing a file ends what is locked of it. */
    @Override
    public void close() throws IOException {
        held.close();
    }
}
