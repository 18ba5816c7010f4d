package org.pressroom.article.media;

import java.nio.file.Path;
import java.util.Collection;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Keeps the files of pictures: of each the original, and smaller ones. A file that is kept does not change. Names are made by
 * this package, of letters, digits, dots and hyphens. Any number of processes may share what is kept: each finds what another
 * put there, and no longer what another deleted. A store that is away refuses as busy.
 */
interface MediaStore {

    /**
     * Finds out at the start whether files can be kept here. Fails with {@link UnusableStoreException} where they never can,
     * as it is configured; with anything else for what is away for now.
     */
    Mono<Void> prepare();

    /** Whether files can be kept and read at this moment: fails where not. */
    Mono<Void> check();

    /** Keeps a copy of a file, for good once this is done. Where there is one of the name, that is replaced as a whole. */
    Mono<Void> put(UUID picture, String name, Path file);

    /** A file that is kept; empty where there is none. Its content has to be read, or left {@linkplain
     * StoredFile#withoutContent in so many words}. */
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
    record StoredFile(long length, Flux<DataBuffer> content) {

        /** The same for whom nothing but its length matters: what is held for the content is given back. */
        Mono<StoredFile> withoutContent() {
            return content.next()
                    .doOnNext(DataBufferUtils::release)
                    .then(Mono.just(new StoredFile(length, Flux.empty())));
        }
    }
}
