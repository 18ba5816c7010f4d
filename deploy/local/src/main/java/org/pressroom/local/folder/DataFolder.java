package org.pressroom.local.folder;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.pressroom.embedded.Folders;

/**
 * The folder that a suite lives in, held by one {@code up} at a time. Nobody but its owner can look into it.
 *
 * <pre>
 * postgresql/  kafka/  mail/   data
 * logs/                        one file a part
 * secrets/                     passwords, readable by their owner alone
 * run/                         who runs now: {@link State}, and the lock
 * </pre>
 */
public final class DataFolder implements AutoCloseable {
    private static final long LEAST_DISK = 300L * 1024 * 1024;
    private static final List<String> DATA =
            List.of("postgresql", "kafka", "mail", "secrets", "logs", "samples-loaded");

    private final Path root;
    private final FileChannel lock;

    private DataFolder(Path root, FileChannel lock) {
        this.root = root;
        this.lock = lock;
    }

    /**
     * Takes the folder, which is made where there is none.
     *
     * @throws CannotStartException where somebody else holds it, it cannot be written, or the disk is full
     */
    public static DataFolder take(Path root) throws CannotStartException {
        try {
            Folders.createPrivate(root);
            Files.createDirectories(root.resolve("run"));
            FileChannel lock = FileChannel.open(
                    root.resolve("run").resolve("lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            if (!tryLock(lock)) {
                lock.close();
                throw new CannotStartException("another up" + holder(root) + " already runs on " + root
                        + ": stop that one, or give this one a folder of its own with --data DIR (and another --port)");
            }
            DataFolder folder = new DataFolder(root, lock);
            Files.writeString(
                    folder.run().resolve("up.pid"),
                    String.valueOf(ProcessHandle.current().pid()));
            folder.requireSpace();
            return folder;
        } catch (FileSystemException failed) {
            throw new CannotStartException("the data folder " + root + " cannot be written ("
                    + (failed.getReason() == null ? failed.getClass().getSimpleName() : failed.getReason())
                    + "): choose another with --data DIR");
        } catch (IOException failed) {
            throw new CannotStartException("the data folder " + root + " cannot be used (" + failed.getMessage()
                    + "): choose another with --data DIR");
        }
    }

    /** Whether some {@code up} holds the folder now. */
    public static boolean isTaken(Path root) throws IOException {
        Path file = root.resolve("run").resolve("lock");
        if (!Files.exists(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return !tryLock(channel);
        }
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException heldByThisProgram) {
            return false;
        }
    }

    private static String holder(Path root) {
        try {
            String pid = Files.readString(root.resolve("run").resolve("up.pid"), StandardCharsets.US_ASCII);
            return " (process " + pid.trim() + ")";
        } catch (IOException unknown) {
            return "";
        }
    }

    private void requireSpace() throws IOException, CannotStartException {
        FileStore disk = Files.getFileStore(root);
        if (disk.getUsableSpace() < LEAST_DISK) {
            throw new CannotStartException("the disk under " + root + " has only " + disk.getUsableSpace() / 1024 / 1024
                    + " MB left, and the suite needs " + LEAST_DISK / 1024 / 1024
                    + ": make room, or choose another folder with --data DIR");
        }
    }

    /** Deletes all data, logs and secrets, and nothing that the suite did not make. */
    public void empty() throws IOException {
        for (String name : DATA) {
            Path path = root.resolve(name);
            if (Files.isDirectory(path)) {
                Folders.delete(path);
            } else {
                Files.deleteIfExists(path);
            }
        }
    }

    public Path root() {
        return root;
    }

    public Path postgresql() {
        return root.resolve("postgresql");
    }

    public Path kafka() {
        return root.resolve("kafka");
    }

    public Path mail() {
        return root.resolve("mail");
    }

    public Path media() {
        return root.resolve("media");
    }

    public Path logs() {
        return root.resolve("logs");
    }

    public Path run() {
        return root.resolve("run");
    }

    public Secrets secrets() throws IOException {
        return Secrets.in(root.resolve("secrets"));
    }

    /** Whether this site has got its sample articles, or was told to start without. */
    public boolean samplesAreLoaded() {
        return Files.exists(samplesMarker());
    }

    public void samplesLoaded(String what) throws IOException {
        Files.writeString(samplesMarker(), what + "\n");
    }

    private Path samplesMarker() {
        return root.resolve("samples-loaded");
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(run().resolve("up.pid"));
            lock.close();
        } catch (NoSuchFileException gone) {
            // The folder was deleted under us.
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }
}
