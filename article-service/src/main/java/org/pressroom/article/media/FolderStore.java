package org.pressroom.article.media;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Files in a folder of this machine, or one that it shares with others. */
final class FolderStore implements MediaStore {

    /** Small, since more than a hundred of them may wait for a slow client. */
    private static final int PART = 8 * 1024;

    private static final int MOST_ATTEMPTS = 5;

    private final Path root;
    private final Scheduler files;

    /** @param files the threads that wait for the disk */
    FolderStore(Path root, Scheduler files) {
        this.root = root.toAbsolutePath();
        this.files = files;
    }

    @Override
    public Mono<Void> prepare() {
        return this.<Void>onDisk(() -> {
                    Files.createDirectories(root);
                    Files.delete(Files.createTempFile(root, ".", ""));
                    return null;
                })
                .onErrorMap(
                        IOException.class,
                        failure -> new UnusableStoreException(
                                "Pictures cannot be kept in " + root + ": " + failure,
                                "Let the program write there, or name another folder: PRESSROOM_MEDIA_FOLDER."));
    }

    @Override
    public Mono<Void> check() {
        return onDisk(() -> {
            if (!Files.isWritable(root)) {
                throw new AccessDeniedException(root.toString());
            }
            return null;
        });
    }

    private <T> Mono<T> onDisk(Callable<T> work) {
        return Mono.fromCallable(work).subscribeOn(files);
    }

    @Override
    public Mono<Void> put(UUID picture, String name, Path file) {
        return onDisk(() -> {
            write(folder(picture), name, file);
            return null;
        });
    }

    /** Beside its place first, and on the disk before it gets its name: whoever finds it finds all of it. */
    private void write(Path folder, String name, Path file) throws IOException {
        Files.createDirectories(root);
        Path beside = root.resolve("." + UUID.randomUUID());
        try {
            Files.copy(file, beside);
            sync(beside, StandardOpenOption.WRITE);
            place(beside, folder, name);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    /** Another process may delete the picture, with its folder, at any moment. */
    private static void place(Path beside, Path folder, String name) throws IOException {
        for (int attempt = 1; Files.exists(beside); attempt++) {
            try {
                Files.createDirectories(folder);
                Files.move(beside, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
                sync(folder, StandardOpenOption.READ);
                sync(folder.resolveSibling(""), StandardOpenOption.READ);
            } catch (NoSuchFileException | FileAlreadyExistsException gone) {
                if (attempt == MOST_ATTEMPTS) {
                    throw gone;
                }
            }
        }
    }

    private static void sync(Path path, StandardOpenOption how) throws IOException {
        try (FileChannel channel = FileChannel.open(path, how)) {
            channel.force(true);
        }
    }

    @Override
    public Mono<StoredFile> open(UUID picture, String name, DataBufferFactory buffers) {
        Path path = folder(picture).resolve(name);
        return onDisk(() -> Files.size(path))
                .onErrorComplete(NoSuchFileException.class)
                .map(length -> new StoredFile(
                        length,
                        DataBufferUtils.readByteChannel(
                                        () -> FileChannel.open(path, StandardOpenOption.READ), buffers, PART)
                                .subscribeOn(files)));
    }

    @Override
    public <T> Mono<T> with(UUID picture, String name, Function<Path, Mono<T>> work) {
        return Mono.defer(() -> work.apply(folder(picture).resolve(name)));
    }

    @Override
    public Mono<Void> delete(UUID picture, Collection<String> names) {
        return onDisk(() -> {
            Path folder = folder(picture);
            for (String name : names) {
                Files.deleteIfExists(folder.resolve(name));
            }
            try {
                Files.deleteIfExists(folder);
            } catch (DirectoryNotEmptyException inUse) {
                // Another is just putting something there, or somebody has: it is in nobody's way.
            }
            return null;
        });
    }

    /** Two levels by the end of the id, which is random, so that no folder gets very many entries. */
    private Path folder(UUID picture) {
        String id = picture.toString();
        return root.resolve(id.substring(34)).resolve(id.substring(32, 34)).resolve(id);
    }
}
