package org.pressroom.article.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pressroom.article.pictures.Picture;
import org.pressroom.article.pictures.PictureType;
import org.reactivestreams.Subscription;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** What every store of pictures does, for each kind to pass. All calls come from threads that must not block. */
abstract class MediaStoreContract {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int LARGE = 3_000_000;

    private Path folder;
    private MediaStore store;
    private PictureThreads threads;
    private final UUID picture = UUID.randomUUID();

    /** A store over what all stores of this test share, as another process would have it. */
    abstract MediaStore another();

    /** Classes are read once, as the first who needs them asks; no event loop is to wait for that. */
    @BeforeAll
    static void load() {
        DataBufferUtils.releaseConsumer();
    }

    @BeforeEach
    void open(@TempDir Path folder) {
        this.folder = folder;
        store = another();
        threads = new PictureThreads(1);
        await(store.prepare());
    }

    @AfterEach
    void forget() {
        threads.close();
    }

    Path folder() {
        return folder;
    }

    @SuppressWarnings("NullAway") // null for what is empty
    static <T> T await(Mono<T> work) {
        return work.subscribeOn(Schedulers.parallel()).block(SOON);
    }

    private Path file(byte[] content) {
        try {
            return Files.write(Files.createTempFile(folder, "given", ""), content);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private void put(String name, byte[] content) {
        await(store.put(picture, name, file(content)));
    }

    private static Mono<byte[]> read(MediaStore store, UUID picture, String name) {
        return store.open(picture, name, DefaultDataBufferFactory.sharedInstance)
                .flatMap(found -> DataBufferUtils.join(found.content())
                        .map(buffer -> {
                            byte[] content = new byte[buffer.readableByteCount()];
                            buffer.read(content);
                            DataBufferUtils.release(buffer);
                            assertThat(content).hasSize((int) found.length());
                            return content;
                        })
                        .defaultIfEmpty(new byte[0]));
    }

    private byte[] read(String name) {
        return await(read(store, picture, name));
    }

    @Test
    void whatIsKeptIsReadAsItWas() {
        byte[] content = bytes(LARGE);
        put("original", content);
        put("320.jpg", bytes(10));
        put("empty", new byte[0]);
        assertThat(read("original")).isEqualTo(content);
        assertThat(read("320.jpg")).isEqualTo(bytes(10));
        assertThat(read("empty")).isEmpty();
        await(store.check());
    }

    @Test
    void whatIsNotThereIsEmpty() {
        put("original", bytes(10));
        assertThat(read("320.jpg")).isNull();
        assertThat(await(read(store, UUID.randomUUID(), "original"))).isNull();
        assertThatThrownBy(
                        () -> await(store.with(picture, "320.jpg", path -> Mono.fromCallable(() -> Files.size(path)))))
                .hasRootCauseInstanceOf(NoSuchFileException.class);
    }

    @Test
    void whoPutsTheSameAgainDisturbsNobodyWhoReads() {
        byte[] content = bytes(LARGE);
        put("original", content);
        Path file = file(content);
        Mono<Void> writing = Flux.range(0, 10)
                .concatMap(time -> another().put(picture, "original", file))
                .then();
        Mono<List<byte[]>> reading = Flux.range(0, 10)
                .concatMap(time -> read(store, picture, "original"))
                .collectList();
        assertThat(await(Mono.zip(writing.thenReturn(true), reading)).getT2())
                .allMatch(read -> Arrays.equals(read, content));
    }

    @Test
    void whatAnotherProcessPutsAndDeletesIsSeen() {
        MediaStore other = another();
        await(other.put(picture, "original", file(bytes(10))));
        assertThat(read("original")).isEqualTo(bytes(10));
        await(other.delete(picture, List.of("original")));
        assertThat(read("original")).isNull();
    }

    @Test
    void whatIsDeletedIsGoneAndNothingElse() {
        UUID other = UUID.randomUUID();
        await(store.put(other, "original", file(bytes(10))));
        put("original", bytes(10));
        put("320.jpg", bytes(20));
        put("480.jpg", bytes(30));
        await(store.delete(picture, List.of("original", "320.jpg", "960.jpg")));
        assertThat(read("original")).isNull();
        assertThat(read("320.jpg")).isNull();
        assertThat(read("480.jpg")).isEqualTo(bytes(30));
        assertThat(await(read(store, other, "original"))).isEqualTo(bytes(10));
        await(store.delete(picture, List.of("original", "480.jpg")));
        await(store.delete(UUID.randomUUID(), List.of("original")));
    }

    @Test
    void puttingAndDeletingAtOnceFailsNeither() {
        MediaStore other = another();
        Path file = file(bytes(1000));
        await(Flux.range(0, 50)
                .concatMap(time -> Mono.when(
                        store.put(picture, "original", file), other.delete(picture, List.of("original", "320.jpg"))))
                .then());
    }

    @Test
    void itIsWorkedWithAsAFileOfThisMachine() throws IOException {
        byte[] content = bytes(LARGE);
        put("original", content);
        List<Path> seen = new CopyOnWriteArrayList<>();
        byte[] read = await(store.with(picture, "original", path -> {
            seen.add(path);
            return Mono.fromCallable(() -> Files.readAllBytes(path)).subscribeOn(Schedulers.boundedElastic());
        }));
        assertThat(read).isEqualTo(content);
        assertThat(seen).hasSize(1);
        assertThatThrownBy(() ->
                        await(store.with(picture, "original", path -> Mono.error(new IllegalStateException("no")))))
                .isInstanceOf(IllegalStateException.class);
        await(store.with(picture, "original", path -> Mono.empty()));
        assertThat(read("original")).isEqualTo(content);
    }

    /** More than a store has connections. */
    @Test
    void whatIsOpenedAndNotReadHoldsNothing() {
        put("original", bytes(LARGE));
        await(Flux.range(0, 300)
                .flatMap(
                        time -> store.open(picture, "original", DefaultDataBufferFactory.sharedInstance)
                                .flatMap(found -> time % 2 == 0
                                        ? found.withoutContent()
                                                .doOnNext(head -> assertThat(head.length())
                                                        .isEqualTo(LARGE))
                                                .then()
                                        : found.content()
                                                .doOnNext(DataBufferUtils::release)
                                                .next()
                                                .then()),
                        8)
                .then());
        assertThat(read("original")).hasSize(LARGE);
    }

    @Test
    void aSlowReaderIsHandedNoMoreThanHeAsksFor() {
        put("original", bytes(LARGE));
        List<Integer> parts = new CopyOnWriteArrayList<>();
        CompletableFuture<Integer> all = new CompletableFuture<>();
        MediaStore.StoredFile file = await(store.open(picture, "original", DefaultDataBufferFactory.sharedInstance));
        file.content().subscribe(new BaseSubscriber<DataBuffer>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                subscription.request(1);
            }

            @Override
            protected void hookOnNext(DataBuffer part) {
                parts.add(part.readableByteCount());
                DataBufferUtils.release(part);
                int already = parts.size();
                Mono.delay(Duration.ofMillis(1)).subscribe(later -> {
                    if (parts.size() == already) {
                        request(1);
                    } else {
                        all.completeExceptionally(new AssertionError("more came than was asked for"));
                    }
                });
            }

            @Override
            protected void hookOnComplete() {
                all.complete(parts.stream().mapToInt(Integer::intValue).sum());
            }

            @Override
            protected void hookOnError(Throwable failure) {
                all.completeExceptionally(failure);
            }
        });
        assertThat(all).succeedsWithin(SOON).isEqualTo(LARGE);
        assertThat(parts).allMatch(part -> part <= 64 * 1024);
    }

    private MediaFiles files(MediaStore store) {
        return new MediaFiles(store, threads, Schedulers.boundedElastic());
    }

    private MediaItem item(int width, int height) {
        return new MediaItem(
                picture,
                UUID.randomUUID(),
                "jane",
                "Jane",
                "harbour.jpg",
                "harbour.jpg",
                null,
                new Picture(PictureType.JPEG, width, height, false),
                1,
                true,
                new byte[32],
                Instant.EPOCH);
    }

    @Test
    void processesThatMakeWidthsAtOnceMakeTheSame() {
        put("original", SampleFiles.jpeg(1400, 800));
        MediaItem item = item(1400, 800);
        List<MediaFiles> processes =
                Stream.generate(() -> files(another())).limit(3).toList();
        List<byte[]> made = await(Flux.fromIterable(processes)
                .flatMap(files -> files.width(item, 640, PictureType.JPEG, DefaultDataBufferFactory.sharedInstance))
                .flatMap(found -> DataBufferUtils.join(found.content()).map(buffer -> {
                    byte[] content = new byte[buffer.readableByteCount()];
                    buffer.read(content);
                    return content;
                }))
                .collectList());
        assertThat(made).hasSize(3).allMatch(content -> Arrays.equals(content, made.get(0)));
        assertThat(made.get(0)).isEqualTo(read("640.jpg"));
    }

    @Test
    void whatAnotherProcessDeletedIsMadeNoMore() {
        put("original", SampleFiles.jpeg(1400, 800));
        MediaItem item = item(1400, 800);
        await(files(another()).delete(item));
        assertThat(await(files(store).width(item, 640, PictureType.JPEG, DefaultDataBufferFactory.sharedInstance)))
                .isNull();
    }

    @Test
    void manyReadAtOnce() {
        byte[] content = bytes(LARGE / 10);
        put("original", content);
        List<byte[]> all =
                new ArrayList<>(await(Flux.fromStream(IntStream.range(0, 100).boxed())
                        .flatMap(reader -> read(store, picture, "original"), 100)
                        .collectList()));
        assertThat(all).hasSize(100).allMatch(read -> Arrays.equals(read, content));
    }
}
