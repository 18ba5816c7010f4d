package org.pressroom.article.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pressroom.article.media.MediaApi.BOUNDARY;
import static org.pressroom.article.media.MediaApi.part;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pressroom.article.Api;
import org.pressroom.article.Api.Answer;
import org.pressroom.article.ArticleServiceTest;
import org.pressroom.article.Staff;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The library of pictures, as the gateway calls it. */
@ArticleServiceTest
@Import(MediaApi.class)
class MediaTest {

    private static final String LEFT_OUT = "left out";

    @Autowired
    private Api api;

    @Autowired
    private MediaApi media;

    private static BufferedImage image(byte[] file) {
        try {
            return ImageIO.read(new ByteArrayInputStream(file));
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private static List<Integer> numbers(JsonNode list) {
        List<Integer> numbers = new ArrayList<>();
        list.forEach(number -> numbers.add(number.asInt()));
        return numbers;
    }

    @Test
    void aPictureIsTakenAndShown() {
        Staff author = Staff.author();
        Answer uploaded = media.upload(
                author,
                "Harbour at dawn.JPG",
                SampleFiles.jpeg(1000, 600),
                part("name=\"alt\"", SampleFiles.text("A harbour")));
        assertThat(uploaded.status()).isEqualTo(201);
        assertThat(uploaded.header("Location")).isEqualTo("/api/media/" + uploaded.id());
        assertThat(uploaded.text("name")).isEqualTo("Harbour at dawn.JPG");
        assertThat(uploaded.text("url")).isEqualTo("/api/media/" + uploaded.id() + "/harbour-at-dawn.jpg");
        assertThat(uploaded.text("alt")).isEqualTo("A harbour");
        assertThat(uploaded.text("type")).isEqualTo("image/jpeg");
        assertThat(uploaded.json().get("width").asInt()).isEqualTo(1000);
        assertThat(uploaded.json().get("height").asInt()).isEqualTo(600);
        assertThat(numbers(uploaded.json().get("widths"))).containsExactly(320, 480, 640, 960);

        HttpResponse<byte[]> shown = media.show(uploaded.text("url"));
        assertThat(shown.statusCode()).isEqualTo(200);
        assertThat(shown.body()).hasSize(uploaded.json().get("bytes").asInt());
        Map<String, List<String>> headers = shown.headers().map();
        assertThat(headers)
                .containsEntry("content-type", List.of("image/jpeg"))
                .containsEntry("x-content-type-options", List.of("nosniff"))
                .containsEntry("content-security-policy", List.of("default-src 'none'; sandbox"))
                .containsEntry("content-disposition", List.of("inline; filename=\"harbour-at-dawn.jpg\""));
        assertThat(shown.headers().firstValue("cache-control").orElseThrow())
                .contains("max-age=31536000", "public", "immutable");
        assertThat(image(shown.body()).getWidth()).isEqualTo(1000);
        String tag = shown.headers().firstValue("ETag").orElseThrow();
        HttpResponse<byte[]> again = media.show(uploaded.text("url"), "If-None-Match", tag);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @Test
    void aPictureOfTheLibraryIsACoverByItsId() {
        Staff author = Staff.author();
        Answer uploaded = media.upload(
                author, "harbour.jpg", SampleFiles.jpeg(100, 60), part("name=\"alt\"", SampleFiles.text("A harbour")));
        Answer draft = api.draft(author, "By id", "cover", Map.of("mediaId", uploaded.id()));
        assertThat(draft.json().get("cover").toString())
                .isEqualTo("{\"url\":\"" + uploaded.text("url") + "\",\"alt\":\"A harbour\"}");
        Answer said = api.put(
                "/api/drafts/" + draft.id(),
                author,
                Api.content("By id", "cover", Map.of("mediaId", uploaded.id(), "alt", "At dawn")),
                "If-Match",
                "*");
        assertThat(said.json().get("cover").get("alt").asString()).isEqualTo("At dawn");
        JsonNode uses = api.get("/api/media/" + uploaded.id(), author).json().get("uses");
        assertThat(uses.get(0).get("articleId").asString()).isEqualTo(draft.text("id"));

        Answer unknown = api.draft(author, "By none", "cover", Map.of("mediaId", UUID.randomUUID()));
        assertThat(unknown.status()).isEqualTo(422);
        assertThat(unknown.json().get("errors").get(0).get("field").asString()).isEqualTo("cover.mediaId");
        assertThat(api.draft(author, "By nonsense", "cover", Map.of("mediaId", "harbour.jpg"))
                        .status())
                .isIn(400, 422);
        assertThat(api.draft(author, "By nothing", "cover", Map.of("alt", "A harbour"))
                        .status())
                .isEqualTo(422);
    }

    /** Neither is required, and one of them is. */
    @Test
    void whatTheDocumentAsksOfACoverIsWhatIsTaken() throws IOException {
        Staff author = Staff.author();
        String id =
                media.upload(author, "harbour.jpg", SampleFiles.jpeg(30, 30)).text("id");
        Schema documented = documented("Cover");
        List<Map<String, @Nullable Object>> covers = new ArrayList<>(List.of(Map.of("url", "")));
        for (String url : Arrays.asList(LEFT_OUT, null, "/harbour.jpg")) {
            for (String mediaId : Arrays.asList(LEFT_OUT, null, id)) {
                Map<String, @Nullable Object> cover = new HashMap<>(Map.of("alt", "A harbour"));
                cover.put("url", url);
                cover.put("mediaId", mediaId);
                cover.values().removeIf(LEFT_OUT::equals);
                covers.add(cover);
            }
        }
        for (Map<String, @Nullable Object> cover : covers) {
            boolean taken = api.draft(author, "With a cover", "cover", cover).status() == 201;
            assertThat(documented
                            .validate(JsonMapper.shared().valueToTree(cover))
                            .isEmpty())
                    .as("%s", cover)
                    .isEqualTo(taken);
        }
    }

    private static Schema documented(String name) throws IOException {
        try (InputStream kept = MediaTest.class.getResourceAsStream("/openapi/article-service.json")) {
            return SchemaRegistry.withDefaultDialect(Dialects.getDraft202012())
                    .getSchema(JsonMapper.shared().readTree(kept).at("/components/schemas/" + name));
        }
    }

    @Test
    void smallerOnesAreMadeWhenTheyAreAskedFor() {
        Answer uploaded = media.upload(Staff.author(), "p.jpg", SampleFiles.jpeg(1000, 600));
        String url = uploaded.text("url");
        BufferedImage small = image(media.show(url + "?w=320").body());
        assertThat(small.getWidth()).isEqualTo(320);
        assertThat(small.getHeight()).isEqualTo(192);
        assertThat(small.getRGB(5, 100) >> 16 & 0xFF).isGreaterThan(200);
        assertThat(small.getRGB(314, 100) & 0xFF).isGreaterThan(200);
        assertThat(image(media.show(url + "?w=2560").body()).getWidth()).isEqualTo(1000);
        assertThat(media.show(url + "?w=320").headers().firstValue("ETag"))
                .isNotEqualTo(media.show(url + "?w=480").headers().firstValue("ETag"));
        for (String wrong : List.of("1", "321", "99999999999", "-320", "x", "320.0", "")) {
            assertThat(media.show(url + "?w=" + wrong).statusCode()).as(wrong).isEqualTo(400);
        }
    }

    @Test
    void manyMayAskForTheSameAtOnce() {
        String url = media.upload(Staff.author(), "p.jpg", SampleFiles.jpeg(3000, 2000))
                .text("url");
        List<CompletableFuture<Integer>> widths = Stream.of(320, 480, 640, 960, 1280, 1920, 2560)
                .flatMap(width -> Stream.of(width, width, width))
                .map(width -> CompletableFuture.supplyAsync(() ->
                        width - image(media.show(url + "?w=" + width).body()).getWidth()))
                .toList();
        assertThat(widths.stream().map(CompletableFuture::join)).allMatch(difference -> difference == 0);
    }

    @Test
    void widthsAreWebpForThoseWhoTakeIt() {
        String url = media.upload(Staff.author(), "p.jpg", SampleFiles.jpeg(1000, 600))
                        .text("url") + "?w=640";
        String browser = "image/avif,image/webp,image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5";
        HttpResponse<byte[]> webp = media.show(url, "Accept", browser);
        assertThat(webp.headers().firstValue("Content-Type")).hasValue("image/webp");
        assertThat(webp.headers().allValues("Vary")).contains("Accept");
        BufferedImage image = image(webp.body());
        assertThat(image.getWidth()).isEqualTo(640);
        assertThat(image.getRGB(5, 200) >> 16 & 0xFF).isGreaterThan(200);
        String tag = webp.headers().firstValue("ETag").orElseThrow();
        HttpResponse<byte[]> again = media.show(url, "Accept", browser, "If-None-Match", tag);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.headers().allValues("Vary")).contains("Accept");
        for (String others : List.of("image/jpeg", "*/*", "image/*", "image/webp;q=0, */*")) {
            HttpResponse<byte[]> jpeg = media.show(url, "Accept", others, "If-None-Match", tag);
            assertThat(jpeg.statusCode()).as(others).isEqualTo(200);
            assertThat(jpeg.headers().firstValue("Content-Type")).hasValue("image/jpeg");
            assertThat(jpeg.headers().allValues("Vary")).contains("Accept");
        }
    }

    @Test
    void drawingsStayExactAsWebpAndOriginalsWhatTheyAre() {
        BufferedImage clear = new BufferedImage(700, 500, BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < 500; y++) {
            for (int x = 0; x < 350; x++) {
                clear.setRGB(x, y, 0xFF20C040);
            }
        }
        clear.setRGB(0, 0, (int) System.nanoTime() | 0xFF000000);
        String url = media.upload(Staff.author(), "logo.png", SampleFiles.written(clear, "png"))
                .text("url");
        BufferedImage image =
                image(media.show(url + "?w=640", "Accept", "image/webp").body());
        assertThat(image.getRGB(600, 300) >>> 24).isZero();
        assertThat(image.getRGB(100, 300)).isEqualTo(0xFF20C040);
        HttpResponse<byte[]> original = media.show(url, "Accept", "image/webp");
        assertThat(original.headers().firstValue("Content-Type")).hasValue("image/png");
        assertThat(original.headers().allValues("Vary")).doesNotContain("Accept");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatACameraSaysIsForgottenAndThePictureIsUpright(int orientation) {
        Answer uploaded = media.upload(Staff.author(), "IMG_0001.JPG", SampleFiles.photo(800, 400, orientation));
        boolean onItsSide = orientation >= 5;
        assertThat(uploaded.json().get("width").asInt()).isEqualTo(onItsSide ? 400 : 800);
        assertThat(uploaded.json().get("height").asInt()).isEqualTo(onItsSide ? 800 : 400);
        byte[] original = media.show(uploaded.text("url")).body();
        assertThat(new String(original, StandardCharsets.ISO_8859_1)).doesNotContain("Jane", "40.7128", "Photoshop");
        BufferedImage small = image(media.show(uploaded.text("url") + "?w=320").body());
        assertThat(small.getWidth()).isEqualTo(320);
        assertThat(small.getHeight()).isEqualTo(onItsSide ? 640 : 160);
        // where the red of the left side is seen
        int[] red =
                switch (orientation) {
                    case 1, 4 -> new int[] {4, small.getHeight() / 2};
                    case 2, 3 -> new int[] {315, small.getHeight() / 2};
                    case 5, 6 -> new int[] {160, 4};
                    default -> new int[] {160, small.getHeight() - 5};
                };
        assertThat(small.getRGB(red[0], red[1]) >> 16 & 0xFF).isGreaterThan(200);
        assertThat(small.getRGB(red[0], red[1]) & 0xFF).isLessThan(60);
    }

    @Test
    void whatCanBeSeenThroughStaysSo() {
        BufferedImage clear = new BufferedImage(700, 500, BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < 500; y++) {
            for (int x = 0; x < 350; x++) {
                clear.setRGB(x, y, 0xFF20C040);
            }
        }
        clear.setRGB(0, 0, (int) System.nanoTime() | 0xFF000000);
        Answer uploaded = media.upload(Staff.author(), "logo.png", SampleFiles.written(clear, "png"));
        HttpResponse<byte[]> small = media.show(uploaded.text("url") + "?w=640");
        assertThat(small.headers().firstValue("Content-Type")).hasValue("image/png");
        BufferedImage image = image(small.body());
        assertThat(image.getRGB(600, 300) >>> 24).isZero();
        assertThat(image.getRGB(100, 300)).isEqualTo(0xFF20C040);
    }

    @Test
    void whatMovesIsShownAsItIs() {
        Answer uploaded = media.upload(Staff.author(), "dance.gif", SampleFiles.movingGif(3));
        assertThat(uploaded.json().get("animated").asBoolean()).isTrue();
        assertThat(uploaded.json().get("widths").size()).isZero();
        assertThat(media.show(uploaded.text("url") + "?w=320").body())
                .isEqualTo(media.show(uploaded.text("url")).body());
    }

    static Stream<Arguments> kinds() {
        return Stream.of(
                Arguments.of(SampleFiles.jpeg(330, 40), "image/jpeg", "jpg"),
                Arguments.of(SampleFiles.png(330, 40), "image/png", "png"),
                Arguments.of(SampleFiles.gif(330, 40), "image/gif", "gif"),
                Arguments.of(SampleFiles.webp(), "image/webp", "webp"));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void whatItIsIsToldByItsContentAlone(byte[] file, String type, String ending) {
        for (String name : List.of("x.html", "x.svg", "x", "x.jpg.php", "x.PNG")) {
            Answer uploaded = media.upload(Staff.author(), name, file);
            assertThat(uploaded.status()).isEqualTo(201);
            assertThat(uploaded.text("type")).isEqualTo(type);
            assertThat(uploaded.text("url")).endsWith("." + ending);
            HttpResponse<byte[]> shown = media.show(uploaded.text("url"));
            assertThat(shown.headers().firstValue("Content-Type")).hasValue(type);
            assertThat(media.show(uploaded.text("url") + "?w=320").statusCode()).isEqualTo(200);
        }
    }

    static Stream<Arguments> noPictures() {
        byte[] jpeg = SampleFiles.jpeg(60, 40);
        byte[] png = SampleFiles.png(60, 40);
        byte[] gif = SampleFiles.gif(60, 40);
        return Stream.of(
                Arguments.of(
                        415,
                        SampleFiles.text("<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>")),
                Arguments.of(415, SampleFiles.text("<!DOCTYPE html><script>alert(1)</script>")),
                Arguments.of(415, SampleFiles.text("PK\u0003\u0004and the rest of a zip")),
                Arguments.of(415, SampleFiles.text("%PDF-1.7")),
                Arguments.of(415, SampleFiles.text("BM and the rest of a bitmap")),
                Arguments.of(415, SampleFiles.text("RIFF....WAVEfmt ")),
                Arguments.of(415, new byte[5000]),
                Arguments.of(415, SampleFiles.joined(SampleFiles.text("<script>"), jpeg)),
                Arguments.of(422, new byte[0]),
                Arguments.of(422, Arrays.copyOf(jpeg, jpeg.length / 2)),
                Arguments.of(422, Arrays.copyOf(jpeg, jpeg.length - 2)),
                Arguments.of(422, Arrays.copyOf(jpeg, 3)),
                Arguments.of(422, Arrays.copyOf(png, png.length / 2)),
                Arguments.of(422, Arrays.copyOf(png, png.length - 12)),
                Arguments.of(422, Arrays.copyOf(png, 8)),
                Arguments.of(422, Arrays.copyOf(gif, gif.length / 2)),
                Arguments.of(422, Arrays.copyOf(gif, 6)),
                Arguments.of(422, Arrays.copyOf(SampleFiles.webp(), 20)),
                Arguments.of(422, SampleFiles.pngOfSize(100_000, 100_000)),
                Arguments.of(422, SampleFiles.pngOfSize(7_100, 7_100)),
                Arguments.of(422, SampleFiles.pngOfSize(7_000, 7_000)),
                Arguments.of(422, SampleFiles.pngOfSize(0, 10)),
                Arguments.of(422, SampleFiles.pngOfSize(-1, -1)));
    }

    @ParameterizedTest
    @MethodSource("noPictures")
    void whatIsNoPictureIsRefusedWithAReason(int status, byte[] file) {
        Answer refused = media.upload(Staff.author(), "picture.jpg", file);
        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(refused.text("detail")).isNotBlank();
        if (status == 422) {
            assertThat(refused.json().get("errors").get(0).get("field").asString())
                    .isEqualTo("file");
        }
    }

    @Test
    void noDamagedFileIsMoreThanRefused() {
        Staff author = Staff.author();
        Random random = new Random(42);
        for (byte[] file : List.of(
                SampleFiles.photo(60, 40, 6), SampleFiles.png(60, 40), SampleFiles.gif(60, 40), SampleFiles.webp())) {
            for (int i = 0; i < 40; i++) {
                byte[] damaged = file.clone();
                for (int n = 0; n < 1 + i / 10; n++) {
                    damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
                }
                assertThat(media.upload(author, "damaged", damaged).status()).isIn(200, 201, 415, 422);
            }
        }
    }

    @Test
    void whatStandsBehindAPictureIsCutAway() {
        byte[] archive = SampleFiles.text("PK\u0003\u0004 META-INF/MANIFEST.MF <script>alert(1)</script>");
        for (byte[] file : List.of(
                SampleFiles.jpeg(60, 40), SampleFiles.png(60, 40), SampleFiles.gif(60, 40), SampleFiles.webp())) {
            Answer uploaded = media.upload(Staff.author(), "x.jpg", SampleFiles.joined(file, archive));
            assertThat(uploaded.status()).isEqualTo(201);
            assertThat(new String(media.show(uploaded.text("url")).body(), StandardCharsets.ISO_8859_1))
                    .doesNotContain("script", "MANIFEST");
        }
    }

    @Test
    void whatIsTooLargeIsRefused() {
        Answer refused = media.upload(Staff.author(), "x.jpg", new byte[20 * 1024 * 1024 + 1]);
        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
    }

    static Stream<Arguments> names() {
        return Stream.of(
                Arguments.of("תמונה של חוף.jpg", "תמונה של חוף.jpg"),
                Arguments.of("صورة الشاطئ.jpg", "صورة الشاطئ.jpg"),
                Arguments.of("समुद्र तट.jpg", "समुद्र तट.jpg"),
                Arguments.of("海滩照片.jpg", "海滩照片.jpg"),
                Arguments.of("🏖️🌊.jpg", "🏖️🌊.jpg"),
                Arguments.of("photo\u202Egpj.exe", "photogpj.exe"),
                Arguments.of("../../etc/passwd", "passwd"),
                Arguments.of("C:\\\\pictures\\\\beach.jpg", "beach.jpg"),
                Arguments.of("a".repeat(2000) + ".jpg", "a".repeat(150)),
                Arguments.of(" ", "picture.jpg"),
                Arguments.of("..", "picture.jpg"),
                Arguments.of("", "picture.jpg"),
                Arguments.of("<script>alert(1)</script>.jpg", "script>.jpg"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void namesInEveryScriptAreShownAndMakeSafeAddresses(String given, String shown) {
        Answer uploaded = media.upload(Staff.author(), given, SampleFiles.jpeg(40, 30));
        assertThat(uploaded.status()).isEqualTo(201);
        assertThat(uploaded.text("name")).isEqualTo(shown);
        assertThat(uploaded.text("url")).matches("/api/media/[0-9a-f-]{36}/[a-z0-9]+(-[a-z0-9]+)*\\.jpg");
        assertThat(media.show(uploaded.text("url")).statusCode()).isEqualTo(200);
    }

    @Test
    void theSameAgainIsTheSame() {
        Staff author = Staff.author();
        byte[] file = SampleFiles.jpeg(50, 50);
        Answer first = media.upload(author, "one.jpg", file);
        Answer second = media.upload(author, "two.jpg", file);
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(media.upload(Staff.author(), "one.jpg", file).id()).isNotEqualTo(first.id());
    }

    @Test
    void formsThatAreNoneAreRefused() {
        Staff author = Staff.author();
        assertThat(api.post("/api/media", author, Map.of("file", "x")).status()).isEqualTo(415);
        String type = "multipart/form-data; boundary=" + BOUNDARY;
        assertThat(api.call("POST", "/api/media", author.token(), "no form", "Content-Type", type)
                        .status())
                .isIn(400, 422);
        assertThat(api.call("POST", "/api/media", author.token(), "x", "Content-Type", "multipart/form-data")
                        .status())
                .isEqualTo(400);
        byte[] end = SampleFiles.text("--" + BOUNDARY + "--\r\n");
        byte[] text = part("name=\"file\"", SampleFiles.text("no file"));
        assertThat(api.call("POST", "/api/media", author.token(), SampleFiles.joined(text, end), "Content-Type", type)
                        .status())
                .isEqualTo(422);
        byte[] file = part("name=\"file\"; filename=\"a.jpg\"", SampleFiles.jpeg(5, 5));
        assertThat(api.call(
                                "POST",
                                "/api/media",
                                author.token(),
                                SampleFiles.joined(file, file, end),
                                "Content-Type",
                                type)
                        .status())
                .isEqualTo(422);
        assertThat(media.upload(
                                author,
                                "a.jpg",
                                SampleFiles.jpeg(5, 5),
                                part("name=\"alt\"", SampleFiles.text("x".repeat(501))))
                        .status())
                .isEqualTo(422);
        assertThat(media.upload(author, "a.jpg", SampleFiles.jpeg(5, 5), part("name=\"alt\"", SampleFiles.text("a\nb")))
                        .status())
                .isEqualTo(422);
    }

    @Test
    void itsOwnerAndEditorsDescribeAndDeleteIt() {
        Staff author = Staff.author();
        String path = "/api/media/"
                + media.upload(author, "a.jpg", SampleFiles.jpeg(30, 30)).id();
        Staff other = Staff.author();
        assertThat(api.call("PATCH", path, other.token(), Map.of("alt", "x")).status())
                .isEqualTo(403);
        assertThat(api.delete(path, other).status()).isEqualTo(403);
        assertThat(api.get(path, other).json().get("mayChange").asBoolean()).isFalse();
        Answer described = api.call("PATCH", path, Staff.editor().token(), Map.of("alt", " A lake "));
        assertThat(described.text("alt")).isEqualTo("A lake");
        assertThat(api.call("PATCH", path, author.token(), Map.of("alt", "x".repeat(501)))
                        .status())
                .isEqualTo(422);
        assertThat(api.call("PATCH", path, author.token(), "{\"alt\": null}")
                        .json()
                        .get("alt")
                        .isNull())
                .isTrue();
        String url = api.get(path, author).text("url");
        assertThat(api.delete(path, author).status()).isEqualTo(204);
        assertThat(api.get(path, author).status()).isEqualTo(404);
        assertThat(media.show(url).statusCode()).isEqualTo(404);
        assertThat(api.delete(path, author).status()).isEqualTo(404);
    }

    @Test
    void thatOfACategoryOrATagStaysAsLongAsItIs() {
        Staff editor = Staff.editor();
        for (String kind : List.of("category", "tag")) {
            Answer uploaded = media.upload(editor, kind + ".jpg", SampleFiles.jpeg(30, 30));
            String terms = kind.equals("tag") ? "/api/tags" : "/api/categories";
            String slug = "pictured-" + uploaded.id();
            Map<String, Object> term = Map.of("name", slug, "slug", slug, "picture", uploaded.text("url") + "?w=320");
            assertThat(api.post(terms, editor, term).status()).isEqualTo(201);
            JsonNode told = api.get("/api/media/" + uploaded.id(), editor).json();
            assertThat(told.get("useCount").asInt()).isZero();
            assertThat(told.get("termCount").asInt()).isEqualTo(1);
            assertThat(told.get("terms").get(0).get("kind").asString()).isEqualTo(kind);
            assertThat(told.get("terms").get(0).get("slug").asString()).isEqualTo(slug);
            Answer refused = api.delete("/api/media/" + uploaded.id(), editor);
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.text("detail")).contains("category or a tag");
            api.call("PATCH", terms + "/" + slug, editor.token(), Map.of("picture", ""));
            assertThat(api.delete("/api/media/" + uploaded.id(), editor).status())
                    .isEqualTo(204);
        }
    }

    @Test
    void itIsToldWhereItIsUsedAndStaysAsLongAsItIs() {
        Staff author = Staff.author();
        Staff second = Staff.author();
        api.draft(second, "Known from here on");
        Answer inText = media.upload(author, "text.jpg", SampleFiles.jpeg(30, 30));
        Answer asCover = media.upload(author, "cover.jpg", SampleFiles.jpeg(30, 30));
        UUID draft = api.draft(
                        author,
                        "A title of mine",
                        "body",
                        "Look: ![](" + inText.text("url") + ")",
                        "cover",
                        Map.of("url", asCover.text("url")),
                        "authors",
                        List.of(author.slug(), second.slug()))
                .id();
        for (Answer used : List.of(inText, asCover)) {
            Answer told = api.get("/api/media/" + used.id(), author);
            assertThat(told.json().get("useCount").asInt()).isEqualTo(1);
            assertThat(told.json().get("uses").get(0).get("articleId").asString())
                    .isEqualTo(draft.toString());
            assertThat(told.json().get("uses").get(0).get("title").asString()).isEqualTo("A title of mine");
            assertThat(told.json().get("uses").get(0).get("slug").isNull()).isTrue();
            Answer refused = api.delete("/api/media/" + used.id(), author);
            assertThat(refused.status()).isEqualTo(409);
            // what others write is not told before it is public
            Answer others = api.get("/api/media/" + used.id(), Staff.author());
            assertThat(others.json().get("useCount").asInt()).isEqualTo(1);
            assertThat(others.json().get("uses").size()).isZero();
            assertThat(api.get("/api/media/" + used.id(), second)
                            .json()
                            .get("uses")
                            .size())
                    .isEqualTo(1);
        }
        api.publish(author, draft);
        assertThat(api.get("/api/media/" + inText.id(), Staff.author())
                        .json()
                        .get("uses")
                        .get(0)
                        .get("slug")
                        .asString())
                .isEqualTo("a-title-of-mine");
        api.put("/api/drafts/" + draft, author, Api.content("Another"), "If-Match", "*");
        assertThat(api.delete("/api/media/" + inText.id(), author).status()).isEqualTo(409);
        api.publish(author, draft);
        assertThat(api.delete("/api/media/" + inText.id(), author).status()).isEqualTo(204);
    }

    @Test
    void articlesShowItInTheWidthThatFits() {
        Staff author = Staff.author();
        String url =
                media.upload(author, "wide.jpg", SampleFiles.jpeg(700, 350)).text("url");
        String moving =
                media.upload(author, "moving.gif", SampleFiles.movingGif(2)).text("url");
        String body = "![A lake](" + url + ")\n\n![](" + moving + ")\n\n<img src=\"" + url
                + "\" width=\"70\" alt=\"\">\n\n![](/api/media/" + UUID.randomUUID()
                + "/gone.jpg)\n\n![](https://example.org/api/media/x.jpg)";
        UUID draft = api.draft(author, "With pictures", "body", body).id();
        String html = api.get("/api/drafts/" + draft + "/preview", author).text("bodyHtml");
        assertThat(html)
                .contains("<img src=\"" + url + "\" alt=\"A lake\" width=\"700\" height=\"350\" srcset=\"" + url
                        + "?w=320 320w, " + url + "?w=480 480w, " + url + "?w=640 640w, " + url
                        + " 700w\" sizes=\"(min-width: 48rem) 46rem, 100vw\" loading=\"lazy\" decoding=\"async\">")
                .contains("<img src=\"" + moving
                        + "\" alt=\"\" width=\"400\" height=\"300\" loading=\"lazy\" decoding=\"async\">")
                .contains("width=\"70\"")
                .contains("gone.jpg\" alt=\"\">")
                .contains("x.jpg\" alt=\"\">");
        assertThat(html.split("height=", -1)).hasSize(3);
    }

    @Test
    void theLibraryIsListedAndSearched() {
        Staff author = Staff.author();
        String word = "word" + System.nanoTime();
        UUID first = media.upload(author, word + " one.jpg", SampleFiles.jpeg(30, 30))
                .id();
        UUID second = media.upload(
                        author,
                        "b.jpg",
                        SampleFiles.jpeg(30, 30),
                        part("name=\"alt\"", SampleFiles.text("The " + word.toUpperCase(Locale.ROOT) + " 海滩照片")))
                .id();
        Answer page = api.get("/api/media?limit=1&q=" + word, author);
        assertThat(page.json().get("items").get(0).get("id").asString()).isEqualTo(second.toString());
        Answer next = api.get("/api/media?limit=1&q=" + word + "&after=" + page.text("next"), author);
        assertThat(next.json().get("items").get(0).get("id").asString()).isEqualTo(first.toString());
        assertThat(next.json().get("next").isNull()).isTrue();
        assertThat(api.get("/api/media?q=" + word + "%20%E6%BB%A9", author)
                        .json()
                        .get("items")
                        .size())
                .isEqualTo(1);
        for (String odd : List.of("%27", "%3A%2A%26", "%00", "%5C", "%F0%9F%8F%96", "%20", "a%27%3A%2A")) {
            assertThat(api.get("/api/media?q=" + odd, author).status()).as(odd).isEqualTo(200);
        }
        assertThat(api.get("/api/media?q=" + "x".repeat(201), author).status()).isEqualTo(400);
    }

    @Test
    void whatIsNotThereIsNotFound() {
        Staff author = Staff.author();
        String url = media.upload(author, "a.jpg", SampleFiles.jpeg(30, 30)).text("url");
        assertThat(media.show(url + "x").statusCode()).isEqualTo(404);
        assertThat(media.show(url.replaceAll("[0-9a-f-]{36}", UUID.randomUUID().toString()))
                        .statusCode())
                .isEqualTo(404);
        assertThat(media.show("/api/media/x/y.jpg").statusCode()).isIn(400, 404);
        assertThat(media.show(url.replaceAll("/[^/]*$", "/..%2f..%2foriginal")).statusCode())
                .isIn(400, 404);
    }
}
