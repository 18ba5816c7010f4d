package org.pressroom.article.media;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Files in a folder of this machine, or one that it shares with others. */
final class FolderStore implements MediaStore {

    /** Small, since more than a hundred of them may wait for a slow client. */
    private static final int PART = 8 * 1024;

    private final Path root;
    private final Scheduler files;

    /** @param files the threads that wait for the disk */
    FolderStore(Path root, Scheduler files) {
        this.root = root.toAbsolutePath();
        this.files = files;
    }

    @Override
    public Mono<Void> put(UUID picture, String name, Path file) {
        return Mono.<Void>fromCallable(() -> {
                    write(folder(picture), name, file);
                    return null;
                })
                .subscribeOn(files);
    }

    /** Beside its place first, and on the disk before it gets its name: whoever finds it finds all of it. */
    private static void write(Path folder, String name, Path file) throws IOException {
        Files.createDirectories(folder);
        Path beside = folder.resolve("." + UUID.randomUUID());
        try {
            Files.copy(file, beside);
            sync(beside, StandardOpenOption.WRITE);
            Files.move(beside, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            sync(folder, StandardOpenOption.READ);
            sync(folder.resolveSibling(""), StandardOpenOption.READ);
        } finally {
            Files.deleteIfExists(beside);
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
        return Mono.fromCallable(() -> Files.size(path))
                .onErrorComplete(NoSuchFileException.class)
                .map(length -> new StoredFile(
                        length,
                        DataBufferUtils.readByteChannel(
                                        () -> FileChannel.open(path, StandardOpenOption.READ), buffers, PART)
                                .subscribeOn(files)))
                .subscribeOn(files);
    }

    @Override
    public <T> Mono<T> with(UUID picture, String name, Function<Path, Mono<T>> work) {
        return Mono.defer(() -> work.apply(folder(picture).resolve(name)));
    }

    @Override
    public Mono<Void> delete(UUID picture, Collection<String> names) {
        return Mono.<Void>fromCallable(() -> {
                    Path folder = folder(picture);
                    for (String name : names) {
                        Files.deleteIfExists(folder.resolve(name));
                    }
                    Files.deleteIfExists(folder);
                    return null;
                })
                .subscribeOn(files);
    }

    /** Two levels by the end of the id, which is random, so that no folder gets very many entries. */
    private Path folder(UUID picture) {
        String id = picture.toString();
        return root.resolve(id.substring(34)).resolve(id.substring(32, 34)).resolve(id);
    }
}
