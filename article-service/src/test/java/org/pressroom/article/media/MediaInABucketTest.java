package org.pressroom.article.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.pressroom.article.Api;
import org.pressroom.article.Api.Answer;
import org.pressroom.article.ArticleServiceTest;
import org.pressroom.article.Staff;
import org.pressroom.embedded.s3.S3Server;
import org.pressroom.testkit.Relay;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The whole program with its pictures in a bucket, whose server comes and goes. */
@ArticleServiceTest
@Import(MediaApi.class)
@DirtiesContext
class MediaInABucketTest {

    private static final Relay RELAY = relay();

    @Autowired
    private Api api;

    @Autowired
    private MediaApi media;

    private static Relay relay() {
        URI server = S3Server.endpoint();
        return new Relay(server.getHost(), server.getPort(), MediaInABucketTest::copy, MediaInABucketTest::copy);
    }

    private static void copy(Socket from, Socket to) throws IOException {
        from.getInputStream().transferTo(to.getOutputStream());
    }

    @DynamicPropertySource
    static void keepInABucket(DynamicPropertyRegistry properties) {
        String bucket = "pictures-" + UUID.randomUUID();
        S3StoreTest.makeBucket(bucket);
        properties.add("pressroom.media.s3.bucket", () -> bucket);
        properties.add("pressroom.media.s3.endpoint", () -> "http://127.0.0.1:" + RELAY.port());
        properties.add("pressroom.media.s3.access-key", () -> S3Server.ACCESS_KEY);
        properties.add("pressroom.media.s3.secret-key", () -> S3Server.SECRET_KEY);
    }

    @AfterAll
    static void close() {
        RELAY.close();
    }

    @Test
    void picturesAreTakenShownMadeSmallerAndDeleted() throws IOException {
        Staff author = Staff.author();
        byte[] file = SampleFiles.jpeg(1000, 600);
        Answer uploaded = media.upload(author, "harbour.jpg", file);
        assertThat(uploaded.status()).isEqualTo(201);
        String url = uploaded.text("url");
        HttpResponse<byte[]> shown = media.show(url);
        assertThat(shown.headers().firstValueAsLong("Content-Length")).hasValue(shown.body().length);
        assertThat(ImageIO.read(new ByteArrayInputStream(shown.body())).getWidth())
                .isEqualTo(1000);
        byte[] small = media.show(url + "?w=320").body();
        assertThat(ImageIO.read(new ByteArrayInputStream(small)).getWidth()).isEqualTo(320);
        HttpResponse<byte[]> head = media.call("HEAD", url);
        assertThat(head.headers().firstValueAsLong("Content-Length")).hasValue(shown.body().length);
        assertThat(media.upload(author, "again.jpg", file).id()).isEqualTo(uploaded.id());
        assertThat(api.delete("/api/media/" + uploaded.id(), author).status()).isEqualTo(204);
        assertThat(media.show(url).statusCode()).isEqualTo(404);
    }

    @Test
    void allElseGoesOnWhileItIsAway() {
        Staff author = Staff.author();
        String url =
                media.upload(author, "harbour.jpg", SampleFiles.jpeg(400, 300)).text("url");
        try {
            RELAY.goAway();
            assertThat(media.show(url).statusCode()).isEqualTo(503);
            Answer refused = media.upload(author, "lake.jpg", SampleFiles.jpeg(40, 30));
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).isNotNull();
            assertThat(api.draft(author, "Without pictures").status()).isEqualTo(201);
            assertThat(api.get("/api/media", author).status()).isEqualTo(200);
            assertThat(api.get("/actuator/health/readiness", author).status()).isEqualTo(200);
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(health(author)).isEqualTo("DOWN"));
        } finally {
            RELAY.comeBack();
        }
        assertThat(media.show(url).statusCode()).isEqualTo(200);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(health(author)).isEqualTo("UP"));
    }

    private String health(Staff staff) {
        return api.get("/actuator/health", staff)
                .json()
                .at("/components/mediaStore/status")
                .asString();
    }
}
