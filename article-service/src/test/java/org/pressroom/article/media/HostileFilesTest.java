package org.pressroom.article.media;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pressroom.article.Api;
import org.pressroom.article.Api.Answer;
import org.pressroom.article.ArticleServiceTest;
import org.pressroom.article.Staff;
import org.pressroom.article.media.HostileFiles.Hostile;
import org.pressroom.article.pictures.Picture;
import org.pressroom.article.pictures.PictureCleaning;
import org.pressroom.article.pictures.PictureType;
import org.pressroom.article.pictures.PictureWidths;
import org.pressroom.article.pictures.UnusablePicture;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/** What is made to do harm is refused or does none, in little memory, and whatever else there is stays. */
@ArticleServiceTest
@Import(MediaApi.class)
class HostileFilesTest {

    private static final long MOST_PIXELS = 50_000_000;
    private static final int MEGABYTE = 1024 * 1024;

    @Autowired
    private Api api;

    @Autowired
    private MediaApi media;

    static List<Hostile> all() {
        return HostileFiles.all();
    }

    @Test
    void eachIsAnsweredClearlyAndNothingIsLost() {
        Staff author = Staff.author();
        Answer kept = media.upload(author, "kept.jpg", SampleFiles.jpeg(400, 300));
        byte[] before = media.show(kept.text("url")).body();
        for (Hostile file : all()) {
            Answer answer = media.upload(author, "picture.jpg", file.content());
            if (file.picture()) {
                assertThat(answer.status()).as(file.name()).isEqualTo(201);
                HttpResponse<byte[]> shown = media.show(answer.text("url"));
                assertThat(shown.headers().firstValue("Content-Type").orElseThrow())
                        .startsWith("image/");
                assertThat(shown.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
                assertThat(new String(shown.body(), StandardCharsets.ISO_8859_1))
                        .as(file.name())
                        .doesNotContain("script", "alert", "PK\u0003\u0004", "%PDF");
                assertThat(shown.body()).as(file.name()).hasSizeLessThan(MEGABYTE);
            } else {
                assertThat(answer.status()).as(file.name()).isIn(415, 422);
                assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
                assertThat(answer.text("detail")).isNotBlank();
            }
        }
        assertThat(media.show(kept.text("url")).body()).isEqualTo(before);
        assertThat(api.get("/api/media/" + kept.id(), author).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource("all")
    void noneTakesMuchMemory(Hostile file, @TempDir Path folder) throws IOException {
        Path given = Files.write(folder.resolve("given"), file.content());
        Path cleaned = folder.resolve("cleaned");
        long allocated = allocated();
        try {
            Picture picture = PictureCleaning.clean(given, cleaned, MOST_PIXELS);
            PictureWidths.check(cleaned, picture);
        } catch (UnusablePicture refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
        assertThat(allocated() - allocated).isLessThan(8 * MEGABYTE);
    }

    /** One that is all of one colour is a small file, and is held whole where its widths are made. */
    @Test
    void veryTallPicturesHaveFewWidths() {
        assertThat(PictureWidths.of(new Picture(PictureType.PNG, 2_600, 19_000, false)))
                .containsExactly(320, 480, 640, 960, 1280);
        assertThat(PictureWidths.of(new Picture(PictureType.PNG, 400, 125_000, false)))
                .isEmpty();
        assertThat(PictureWidths.of(new Picture(PictureType.JPEG, 6_000, 4_000, false)))
                .isEqualTo(PictureWidths.ALL);
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    @Test
    void namesThatAreMadeToDoHarmDoNone() {
        Staff author = Staff.author();
        byte[] file = SampleFiles.jpeg(40, 30);
        for (String disposition : List.of(
                "filename=\"a\u0000.jpg\"",
                "filename=\"\u001B[31ma\u0007\b.jpg\"",
                "filename=\"..\\\\..\\\\windows\\\\win.ini\"",
                "filename=\"/etc/passwd\u0000.jpg\"",
                "filename=\"CON\"",
                "filename=\"NUL.jpg\"",
                "filename=\"....//....//x.jpg\"",
                "filename=\"%2e%2e%2f%2e%2e%2fx.jpg\"",
                "filename=\"a.jpg; name=alt\"",
                "filename=\"'; DROP TABLE media; --.jpg\"",
                "filename=\"${jndi:ldap://x/y}.jpg\"",
                "filename=\"=1+1.jpg\"",
                "filename=\"" + "x".repeat(6_000) + "\"",
                "filename=\"" + "\uD83C\uDFD6".repeat(1_000) + ".jpg\"",
                "filename=\"" + "a\u0301\u0302\u0303".repeat(300) + ".jpg\"",
                "filename*=UTF-8''a%0D%0ASet-Cookie%3A%20x%3D1.jpg",
                "filename*=UTF-8''%00%FF%FE.jpg",
                "filename*=UTF-16''%00a",
                "filename*=nonsense",
                "filename=\"" + "x".repeat(9_000) + "\"",
                "filename=")) {
            Answer answer = media.send(author, MediaApi.part("name=\"file\"; " + disposition, file));
            assertThat(answer.status()).as(disposition).isIn(200, 201, 400, 413, 422);
            if (answer.status() <= 201) {
                assertThat(answer.text("name")).hasSizeLessThanOrEqualTo(300).doesNotContain("/", "\\");
                assertThat(answer.text("name").codePoints()).noneMatch(Character::isISOControl);
                assertThat(answer.text("url")).matches("/api/media/[0-9a-f-]{36}/[a-z0-9]+(-[a-z0-9]+)*\\.jpg");
                assertThat(api.delete("/api/media/" + answer.id(), author).status())
                        .isEqualTo(204);
            }
        }
    }
}
