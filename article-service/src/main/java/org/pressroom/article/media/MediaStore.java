package org.pressroom.article.media;

import java.nio.file.Path;
import java.util.Collection;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Keeps the files of pictures: of each the original, and smaller ones. A file that is kept does not change. Names are made by
 * this package, of letters, digits, dots and hyphens.
 */
public interface MediaStore {

    /** Keeps a copy of a file, for good once this is done. Where there is one of the name, that is replaced as a whole. */
    Mono<Void> put(UUID picture, String name, Path file);

    /** A file that is kept; empty where there is none. */
    Mono<StoredFile> open(UUID picture, String name, DataBufferFactory buffers);

    /**
     * Works with a file as one of this machine, which may be gone once the work is done. Fails with {@link
     * java.nio.file.NoSuchFileException} where there is none.
     */
    <T> Mono<T> with(UUID picture, String name, Function<Path, Mono<T>> work);

    /** Forgets files of a picture; those that are not there do not matter. */
    Mono<Void> delete(UUID picture, Collection<String> names);

    /**
     * A file as it is sent.
     *
     * @param length in bytes
     * @param content in small parts, as they are asked for; can be read once
     */
    record StoredFile(long length, Flux<DataBuffer> content) {}
}
