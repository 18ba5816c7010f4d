package org.pressroom.article.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.pressroom.article.media.MediaStore.StoredFile;
import org.pressroom.article.pictures.PictureType;
import org.pressroom.article.pictures.PictureWidths;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The files of pictures: originals, and smaller ones, which are made when they are first asked for. */
@Component
class MediaFiles {

    private static final String ORIGINAL = "original";

    private final MediaStore store;
    private final PictureThreads threads;

    /** What is being made, so that many who ask for the same wait for one. */
    private final Map<UUID, Mono<Void>> underWay = new ConcurrentHashMap<>();

    MediaFiles(MediaStore store, PictureThreads threads) {
        this.store = store;
        this.threads = threads;
    }

    Mono<Void> keep(UUID id, Path original) {
        return store.put(id, ORIGINAL, original);
    }

    /** The original. */
    Mono<StoredFile> original(MediaItem item, DataBufferFactory buffers) {
        return store.open(item.id(), ORIGINAL, buffers);
    }

    /**
     * One of its {@link MediaItem#widths()}. The first who asks for any of them has all of them made, since reading the
     * original takes longest; refused as busy where too many wait for that. Processes that make the same at once do no harm:
     * what they make is the same. Empty where the original is gone.
     */
    Mono<StoredFile> width(MediaItem item, int width, DataBufferFactory buffers) {
        String name = name(width, item.picture().type());
        return store.open(item.id(), name, buffers)
                .switchIfEmpty(Mono.defer(() -> made(item).then(store.open(item.id(), name, buffers))))
                // Another process has just deleted it.
                .onErrorComplete(NoSuchFileException.class);
    }

    /** Forgets all of them. */
    Mono<Void> delete(MediaItem item) {
        List<String> names = new ArrayList<>(List.of(ORIGINAL));
        item.widths().forEach(width -> names.add(name(width, item.picture().type())));
        return store.delete(item.id(), names);
    }

    private static String name(int width, PictureType original) {
        return width + "." + PictureWidths.typeOf(original).extension();
    }

    private Mono<Void> made(MediaItem item) {
        return Mono.defer(() -> underWay.computeIfAbsent(
                item.id(),
                id -> make(item).doFinally(end -> underWay.remove(id)).cache()));
    }

    private Mono<Void> make(MediaItem item) {
        return store.with(
                item.id(),
                ORIGINAL,
                original -> Mono.usingWhen(
                        threads.run(() -> make(item, original)),
                        made -> Flux.fromIterable(made.files().entrySet())
                                .concatMap(file -> store.put(
                                        item.id(),
                                        name(file.getKey(), item.picture().type()),
                                        file.getValue()))
                                .then(),
                        made -> threads.run(() -> FileSystemUtils.deleteRecursively(made.folder()))
                                .then()));
    }

    private record Made(Path folder, Map<Integer, Path> files) {}

    private static Made make(MediaItem item, Path original) throws IOException {
        Path folder = Files.createTempDirectory("pictures");
        try {
            return new Made(folder, PictureWidths.make(original, item.picture().type(), item.widths(), folder));
        } catch (IOException | RuntimeException failure) {
            FileSystemUtils.deleteRecursively(folder);
            throw failure;
        }
    }
}
