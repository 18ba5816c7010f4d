package org.pressroom.article.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pressroom.common.usecase.RefusedException;
import org.pressroom.embedded.s3.S3Server;
import org.pressroom.testkit.Relay;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.S3Object;

class S3StoreTest extends MediaStoreContract {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private static final URI SERVER = S3Server.endpoint();

    private static final S3AsyncClient CLIENT = S3AsyncClient.builder()
            .httpClientBuilder(defaults -> new ReactorNettyHttp(TIMEOUT))
            .endpointOverride(SERVER)
            .forcePathStyle(true)
            .region(Region.US_EAST_1)
            .credentialsProvider(StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(S3Server.ACCESS_KEY, S3Server.SECRET_KEY)))
            .build();

    private @Nullable String bucket;
    private final List<S3Store> opened = new ArrayList<>();

    static void makeBucket(String name) {
        CLIENT.createBucket(create -> create.bucket(name)).join();
    }

    /** Before the first store is opened in it. */
    private String bucket() {
        String made = bucket;
        if (made == null) {
            made = "pictures-" + UUID.randomUUID();
            makeBucket(made);
            bucket = made;
        }
        return made;
    }

    private List<String> keys() {
        return CLIENT.listObjectsV2(list -> list.bucket(bucket())).join().contents().stream()
                .map(S3Object::key)
                .toList();
    }

    @Override
    MediaStore another() {
        return at(SERVER, bucket(), S3Server.SECRET_KEY, "");
    }

    private S3Store at(URI endpoint, String bucket, String secretKey, String prefix) {
        return at(endpoint, bucket, secretKey, prefix, TIMEOUT);
    }

    private S3Store at(URI endpoint, String bucket, String secretKey, String prefix, Duration timeout) {
        return open(new S3Properties(
                bucket, endpoint.toString(), "us-east-1", S3Server.ACCESS_KEY, secretKey, null, prefix, timeout));
    }

    private S3Store open(S3Properties properties) {
        S3Store store = S3Store.of(properties, Schedulers.boundedElastic());
        opened.add(store);
        return store;
    }

    @AfterEach
    void close() {
        opened.forEach(S3Store::close);
    }

    private Path file(int length) throws IOException {
        return Files.write(folder().resolve("given" + length), bytes(length));
    }

    private static @Nullable Long length(MediaStore store, UUID picture) {
        return await(store.open(picture, "original", DefaultDataBufferFactory.sharedInstance)
                .flatMap(MediaStore.StoredFile::withoutContent)
                .map(MediaStore.StoredFile::length));
    }

    @Test
    void severalSitesShareABucketByTheirPrefixes() throws IOException {
        UUID picture = UUID.randomUUID();
        S3Store news = at(SERVER, bucket(), S3Server.SECRET_KEY, "/news/pictures/");
        S3Store blog = at(SERVER, bucket(), S3Server.SECRET_KEY, "blog");
        await(news.prepare());
        await(blog.prepare());
        await(news.put(picture, "original", file(10)));
        assertThat(length(news, picture)).isEqualTo(10);
        assertThat(length(blog, picture)).isNull();
        assertThat(keys())
                .containsExactlyInAnyOrder(
                        "pressroom",
                        "news/pictures/pressroom",
                        "blog/pressroom",
                        "news/pictures/" + picture + "/original");
    }

    static Stream<S3Properties> incomplete() {
        return Stream.of(
                new S3Properties(null, "http://localhost:1", "r", null, null, null, "", TIMEOUT),
                new S3Properties(" ", null, "r", "a", "b", null, "", TIMEOUT),
                new S3Properties("b", "localhost:9000", "r", null, null, null, "", TIMEOUT),
                new S3Properties("b", "ftp://localhost", "r", null, null, null, "", TIMEOUT),
                new S3Properties("b", "http://", "r", null, null, null, "", TIMEOUT),
                new S3Properties("b", null, "r", "key", null, null, "", TIMEOUT),
                new S3Properties("b", null, "r", null, "a secret", null, "", TIMEOUT),
                new S3Properties("b", null, "r", null, null, null, "a prefix?", TIMEOUT));
    }

    @ParameterizedTest
    @MethodSource("incomplete")
    void whatCanBeNoBucketIsToldBeforeItIsAsked(S3Properties properties) {
        assertThatThrownBy(() -> open(properties))
                .isInstanceOf(UnusableStoreException.class)
                .hasMessageContaining("pressroom.media.s3.")
                .hasMessageNotContaining("a secret");
    }

    @Test
    void whatIsRefusedIsToldAtTheStart() {
        assertThatThrownBy(() -> await(
                        at(SERVER, "no-such-bucket", S3Server.SECRET_KEY, "").prepare()))
                .isInstanceOf(UnusableStoreException.class)
                .hasMessageContaining("no-such-bucket")
                .hasMessageContaining("404");
        assertThatThrownBy(
                        () -> await(at(SERVER, bucket(), "another secret", "").prepare()))
                .isInstanceOf(UnusableStoreException.class)
                .hasMessageContaining("403")
                .hasMessageNotContaining("another secret");
    }

    @Test
    void nothingSecretIsShownOfIt() {
        assertThat(new S3Properties("b", null, "r", "key", "secret", null, "", TIMEOUT))
                .asString()
                .isEqualTo("bucket b at Amazon S3, r");
    }

    @Test
    void aServerThatIsAwayIsBusyUntilItIsBack() throws IOException {
        UUID picture = UUID.randomUUID();
        try (Relay relay = new Relay("127.0.0.1", SERVER.getPort(), S3StoreTest::copy, S3StoreTest::copy)) {
            S3Store store = at(URI.create("http://127.0.0.1:" + relay.port()), bucket(), S3Server.SECRET_KEY, "");
            relay.goAway();
            for (Mono<?> asked : List.of(
                    store.prepare(),
                    store.check(),
                    store.put(picture, "original", file(10)),
                    store.open(picture, "original", DefaultDataBufferFactory.sharedInstance),
                    store.with(picture, "original", Mono::just),
                    store.delete(picture, List.of("original")))) {
                assertThatThrownBy(() -> await(asked)).isInstanceOf(RefusedException.class);
            }
            relay.comeBack();
            await(store.put(picture, "original", file(10)));
            assertThat(length(store, picture)).isEqualTo(10);
        }
    }

    @Test
    void aServerThatSaysNothingIsBusyInTime() throws IOException {
        UUID picture = UUID.randomUUID();
        Relay.Direction silence = (from, to) -> from.getInputStream().transferTo(OutputStream.nullOutputStream());
        try (Relay relay = new Relay("127.0.0.1", SERVER.getPort(), silence, silence)) {
            S3Store store = at(
                    URI.create("http://127.0.0.1:" + relay.port()),
                    bucket(),
                    S3Server.SECRET_KEY,
                    "",
                    Duration.ofMillis(500));
            assertThatThrownBy(() -> await(store.check())).isInstanceOf(RefusedException.class);
            assertThatThrownBy(() -> await(store.open(picture, "original", DefaultDataBufferFactory.sharedInstance)))
                    .isInstanceOf(RefusedException.class);
        }
    }

    @Test
    void whatBreaksOffIsNoWholeFile() throws IOException {
        UUID picture = UUID.randomUUID();
        await(another().put(picture, "original", file(1_000_000)));
        try (Relay relay = new Relay("127.0.0.1", SERVER.getPort(), S3StoreTest::copy, S3StoreTest::half)) {
            S3Store store = at(URI.create("http://127.0.0.1:" + relay.port()), bucket(), S3Server.SECRET_KEY, "");
            assertThatThrownBy(() -> await(store.with(picture, "original", Mono::just)))
                    .isInstanceOf(RefusedException.class);
            assertThatThrownBy(() -> await(store.open(picture, "original", DefaultDataBufferFactory.sharedInstance)
                            .flatMapMany(MediaStore.StoredFile::content)
                            .doOnNext(DataBufferUtils::release)
                            .then()))
                    .isInstanceOf(Exception.class);
        }
    }

    private static void copy(Socket from, Socket to) throws IOException {
        from.getInputStream().transferTo(to.getOutputStream());
    }

    private static void half(Socket from, Socket to) throws IOException {
        to.getOutputStream().write(from.getInputStream().readNBytes(500_000));
    }
}
