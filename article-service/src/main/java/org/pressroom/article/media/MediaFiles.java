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
import java.util.concurrent.Executor;
import org.pressroom.article.media.MediaStore.StoredFile;
import org.pressroom.article.pictures.PictureType;
import org.pressroom.article.pictures.PictureWidths;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** The files of pictures: originals, and smaller ones, which are made when they are first asked for. */
@Component
class MediaFiles {

    private static final String ORIGINAL = "original";

    /** Of one picture: a store takes about as long for several as for one. */
    private static final int PUT_AT_ONCE = 4;

    private final MediaStore store;
    private final PictureThreads threads;
    private final Scheduler mediaDisk;

    /** What is being made, so that many who ask for the same wait for one. */
    private final Map<Making, Mono<Void>> underWay = new ConcurrentHashMap<>();

    private record Making(UUID id, PictureType as) {}

    MediaFiles(MediaStore store, PictureThreads threads, Scheduler mediaDisk) {
        this.store = store;
        this.threads = threads;
        this.mediaDisk = mediaDisk;
    }

    Mono<Void> keep(UUID id, Path original) {
        return store.put(id, ORIGINAL, original);
    }

    /** The original. */
    Mono<StoredFile> original(MediaItem item, DataBufferFactory buffers) {
        return store.open(item.id(), ORIGINAL, buffers);
    }

    /**
     * One of its {@link MediaItem#widths()}. The first who asks for any of them in a type has all of
     * them made in that, since reading the
     * original takes longest; refused as busy where too many wait for that. Processes that make the same at once do no harm:
     * what they make is the same. Empty where the original is gone.
     *
     * @param as from {@link MediaItem#typesOf}
     */
    Mono<StoredFile> width(MediaItem item, int width, PictureType as, DataBufferFactory buffers) {
        String name = name(width, as);
        return store.open(item.id(), name, buffers)
                .switchIfEmpty(Mono.defer(() -> made(item, as).then(store.open(item.id(), name, buffers))))
                // Another process has just deleted it.
                .onErrorComplete(NoSuchFileException.class);
    }

    /** Forgets all of them. */
    Mono<Void> delete(MediaItem item) {
        List<String> names = new ArrayList<>(List.of(ORIGINAL));
        for (int width : item.widths()) {
            names.add(name(width, PictureWidths.typeOf(item.picture().type())));
            // Also where this process makes none.
            names.add(name(width, PictureType.WEBP));
        }
        return store.delete(item.id(), names);
    }

    private static String name(int width, PictureType type) {
        return width + "." + type.extension();
    }

    private Mono<Void> made(MediaItem item, PictureType as) {
        return Mono.defer(() -> underWay.computeIfAbsent(new Making(item.id(), as), making -> make(item, as)
                .doFinally(end -> underWay.remove(making))
                .cache()));
    }

    private Mono<Void> make(MediaItem item, PictureType as) {
        return store.with(
                item.id(),
                ORIGINAL,
                original -> Mono.usingWhen(
                        threads.run(() -> make(item, as, original, threads.helpers())),
                        made -> Flux.fromIterable(made.files().entrySet())
                                // All of them end before their folder is deleted, also where one fails.
                                .flatMapDelayError(
                                        file -> store.put(item.id(), name(file.getKey(), as), file.getValue()),
                                        PUT_AT_ONCE,
                                        1)
                                .then(),
                        // Not behind the pictures that wait, for which this one would have to wait then.
                        made -> Mono.fromCallable(() -> FileSystemUtils.deleteRecursively(made.folder()))
                                .subscribeOn(mediaDisk)));
    }

    private record Made(Path folder, Map<Integer, Path> files) {}

    private static Made make(MediaItem item, PictureType as, Path original, Executor helpers) throws IOException {
        List<Integer> widths = item.widths().stream()
                .filter(width -> item.typesOf(width).contains(as))
                .toList();
        Path folder = Files.createTempDirectory("pictures");
        try {
            return new Made(folder, PictureWidths.make(original, item.picture().type(), widths, as, folder, helpers));
        } catch (IOException | RuntimeException failure) {
            FileSystemUtils.deleteRecursively(folder);
            throw failure;
        }
    }
}
