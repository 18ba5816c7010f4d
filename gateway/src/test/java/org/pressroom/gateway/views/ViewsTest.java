package org.pressroom.gateway.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pressroom.common.events.ArticlesViewed;
import org.pressroom.common.events.ArticlesViewed.Counted;
import org.pressroom.common.events.CloudEventsCodec;
import org.pressroom.common.events.EventTopic;
import org.pressroom.gateway.testing.GatewayTest;
import org.pressroom.gateway.testing.StubService.Reply;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Views that pages tell of go to Kafka, before they are answered. */
class ViewsTest extends GatewayTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 ([0-9]{3})");
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\nContent-Length: ([0-9]+)");

    /** As configured here. */
    private static final int MOST = 40;

    private final UUID article = UUID.randomUUID();
    private final List<ConsumerRecord<String, byte[]>> records = new CopyOnWriteArrayList<>();
    private KafkaConsumer<String, byte[]> consumer;

    @Autowired
    ViewsTest(Environment environment) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        environment.getRequiredProperty("spring.kafka.bootstrap-servers"),
                        "enable.auto.commit",
                        false),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    @BeforeEach
    void listens() {
        String topic = EventTopic.VIEW_EVENTS.topicName();
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    @AfterEach
    void stopsListening() {
        consumer.close();
    }

    /** What was counted of the article so far. */
    private List<Counted> counted() {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
        return records.stream()
                .map(record -> CloudEventsCodec.decode(record).data(ArticlesViewed.class))
                .flatMap(viewed -> viewed.counts().stream())
                .filter(count -> count.articleId().equals(article))
                .toList();
    }

    private long views() {
        return counted().stream().mapToLong(Counted::views).sum();
    }

    private void awaitViews(long views) {
        await().pollInSameThread().atMost(LIMIT).until(this::views, counted -> counted >= views);
        assertThat(views()).isEqualTo(views);
    }

    private WebTestClient.RequestBodySpec post(WebTestClient client) {
        return client.post()
                .uri("/api/views")
                .contentType(MediaType.APPLICATION_JSON)
                .header("User-Agent", BROWSER);
    }

    private Map<String, Object> view() {
        return Map.of("articleId", article);
    }

    private String raw(String address, String body, String... lines) {
        List<String> all = new ArrayList<>(List.of(
                "POST /api/views HTTP/1.1",
                "Host: site.example",
                "X-Forwarded-For: " + address,
                "User-Agent: " + BROWSER,
                "Content-Type: application/json",
                "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length));
        all.addAll(List.of(lines));
        return String.join("\r\n", all) + "\r\n\r\n" + body;
    }

    private String sent(String request) {
        return sent(request, 1);
    }

    /** Sends it, and reads as many answers. */
    private String sent(String request, int answers) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) LIMIT.toMillis());
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            StringBuilder text = new StringBuilder();
            byte[] buffer = new byte[8192];
            while (statuses(text.toString()).size() < answers || !isWhole(text)) {
                int read = socket.getInputStream().read(buffer);
                assertThat(read).as("after %s", text).isPositive();
                text.append(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
            }
            return text.toString();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static boolean isWhole(StringBuilder text) {
        String last = text.substring(text.lastIndexOf("HTTP/1.1 "));
        int end = last.indexOf("\r\n\r\n");
        Matcher length = LENGTH.matcher(last);
        return end >= 0 && (!length.find() || last.length() >= end + 4 + Integer.parseInt(length.group(1)));
    }

    private static List<Integer> statuses(String answers) {
        return STATUS.matcher(answers)
                .results()
                .map(found -> Integer.valueOf(found.group(1)))
                .toList();
    }

    private int status(String request) {
        return statuses(sent(request)).get(0);
    }

    private String body() {
        return "{\"articleId\":\"" + article + "\"}";
    }

    @Test
    void aViewIsCountedAndNothingOfWhoeverViews() {
        String address = anyAddress();
        String answer = sent(raw(
                address,
                "{\"articleId\":\"" + article + "\",\"source\":\"www.Search.example\"}",
                "Accept-Language: de-AT,de;q=0.9,en;q=0.8",
                "Origin: http://site.example",
                "Sec-Fetch-Site: same-origin",
                "Referer: http://site.example/articles/some"));
        assertThat(answer).startsWith("HTTP/1.1 204 No Content\r\n").endsWith("\r\n\r\n");
        assertThat(answer).containsIgnoringCase("cache-control: no-store").containsIgnoringCase("date: ");
        assertThat(answer).doesNotContainIgnoringCase("set-cookie");
        awaitViews(1);
        assertThat(counted()).containsExactly(new Counted(article, "search.example", "de", "AT", 1, 0));
        assertThat(records).allSatisfy(record -> assertThat(new String(record.value(), StandardCharsets.UTF_8))
                .doesNotContain(address, "Firefox", "/articles/some"));
    }

    @Test
    void theFiltersCountLikeTheConnection() {
        post(anonymous())
                .cookie("PRESSROOM_LANGUAGE", "de")
                .bodyValue(Map.of("articleId", article, "kind", "read"))
                .exchange()
                .expectStatus()
                .isNoContent();
        post(anonymous())
                .cookie("PRESSROOM_LANGUAGE", "de")
                .header("Accept-Language", "pt-BR")
                .bodyValue(Map.of("articleId", article, "kind", "view", "source", "news.example"))
                .exchange()
                .expectStatus()
                .isNoContent();
        post(anonymous())
                .bodyValue(Map.of("articleId", article, "kind", "read"))
                .exchange()
                .expectStatus()
                .isNoContent();
        awaitViews(1);
        assertThat(counted().stream().mapToLong(Counted::reads).sum()).isEqualTo(2);
        assertThat(counted()).contains(new Counted(article, "news.example", "pt", "BR", 1, 0));
    }

    @Test
    void answersKeepTheirOrderOnAConnection() {
        ARTICLE.answers(Reply.json(200, "{\"items\":[]}"));
        String get = "GET /api/tags HTTP/1.1\r\nHost: site.example\r\nX-Forwarded-For: " + anyAddress() + "\r\n\r\n";
        String answers = sent(raw(anyAddress(), body()) + get + raw(anyAddress(), body()) + get, 4);
        assertThat(statuses(answers)).containsExactly(204, 200, 204, 200);
        awaitViews(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "curl/8.14.1",
                "python-requests/2.32",
                "Java-http-client/17",
                "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
                "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/140.0.0.0 Safari/537.36",
                "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)",
                ""
            })
    void programsAreNoReaders(String userAgent) {
        WebTestClient client = anonymous();
        post(client)
                .headers(headers -> headers.set("User-Agent", userAgent))
                .bodyValue(view())
                .exchange()
                .expectStatus()
                .isNoContent();
        post(client)
                .header("Sec-Purpose", "prefetch;prerender")
                .bodyValue(view())
                .exchange()
                .expectStatus()
                .isNoContent();
        post(client).bodyValue(view()).exchange().expectStatus().isNoContent();
        awaitViews(1);
    }

    @Test
    void oneAddressCountsAnArticleSoOftenAndNoMore() {
        String address = anyAddress();
        // Over one connection each waits for a batch of its own.
        List<Integer> statuses = IntStream.range(0, 30)
                .parallel()
                .mapToObj(connection -> sent(raw(address, body()).repeat(2), 2))
                .flatMap(answers -> statuses(answers).stream())
                .toList();
        assertThat(statuses).filteredOn(status -> status == 204).hasSize(MOST);
        assertThat(statuses).filteredOn(status -> status == 429).hasSize(60 - MOST);
        String refused = sent(raw(address, body()));
        assertThat(refused)
                .contains("application/problem+json", "\"status\":429", "\"instance\":\"/api/views\"")
                .containsIgnoringCase("retry-after: ");
        // Another article, and another address, are not its fault.
        assertThat(sent(raw(anyAddress(), body()))).contains(" 204 ");
        assertThat(sent(raw(address, "{\"articleId\":\"" + UUID.randomUUID() + "\"}")))
                .contains(" 204 ");
        awaitViews(MOST + 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "xx-XX,de | | ",
                "<script>alert(1)</script> | | ",
                "*;q=0.1 | | ",
                "de-de-de-de-de-de-de-de-de-de-de-de-de-de-de | | ",
                "EN-us | en | US",
                "en-QQ | en | ",
                "zh-Hant-TW;q=0.7 | zh | TW"
            })
    void whatIsNoLanguageIsNone(String acceptLanguage, String language, String country) {
        assertThat(sent(raw(anyAddress(), body(), "Accept-Language: " + acceptLanguage)))
                .contains(" 204 ");
        awaitViews(1);
        assertThat(counted()).containsExactly(new Counted(article, null, language, country, 1, 0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://site.example/articles/x | ",
                "https://WWW.News.example:8443/x?y=z | news.example",
                "https://xn--bcher-kva.example/ | xn--bcher-kva.example",
                "https://192.0.2.1/ | other",
                "https://intranet/ | other",
                "javascript:alert(1) | ",
                "https://%zz/ | ",
                "https://'; DROP TABLE view_day;--/ | "
            })
    void whatLedThereIsAHostOrNothing(String referer, String source) {
        assertThat(sent(raw(anyAddress(), body(), "Referer: " + referer))).contains(" 204 ");
        awaitViews(1);
        assertThat(counted()).containsExactly(new Counted(article, source, null, null, 1, 0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"articleId\":\"x\"} | 422",
                "{\"articleId\":null} | 422",
                "{} | 422",
                "[] | 400",
                "{\"articleId\":\"0190b000-0000-7000-8000-000000000000\",\"kind\":\"like\"} | 422",
                "{\"articleId\":\"0190b000-0000-7000-8000-000000000000\",\"kind\":5} | 422",
                "{\"articleId\":\"0190b000-0000-7000-8000-000000000000\",\"source\":\"a\\nb\"} | 422",
                "{\"articleId\" | 400"
            })
    void whatIsNoViewIsRefused(String body, int status) {
        assertThat(status(raw(anyAddress(), body))).isEqualTo(status);
    }

    @Test
    void whatComesFromElsewhereOrInAnotherFormIsRefused() {
        assertThat(status(raw(anyAddress(), body(), "Origin: https://evil.example")))
                .isEqualTo(403);
        assertThat(status(raw(anyAddress(), body(), "Sec-Fetch-Site: cross-site")))
                .isEqualTo(403);
        assertThat(status(raw(anyAddress(), body() + " ".repeat(17_000)))).isEqualTo(413);
        assertThat(status(raw(anyAddress(), body()).replace("application/json", "application/xml")))
                .isEqualTo(415);
        assertThat(status(raw(anyAddress(), body()).replace("POST", "PUT"))).isEqualTo(405);
        assertThat(status(raw(anyAddress(), body()).replace("site.example", "other.example")))
                .isEqualTo(421);
        assertThat(sent(raw(anyAddress(), body(), "Sec-Fetch-Site: same-origin")))
                .contains(" 204 ");
        awaitViews(1);
    }

    @Test
    void aBodyThatComesLaterIsWaitedFor() throws Exception {
        String request = raw(anyAddress(), body());
        int cut = request.indexOf("{\"articleId");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            for (String part :
                    List.of(request.substring(0, cut), request.substring(cut, cut + 9), request.substring(cut + 9))) {
                socket.getOutputStream().write(part.getBytes(StandardCharsets.UTF_8));
                socket.getOutputStream().flush();
                // Parts that come apart are not read together.
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
            byte[] begun = socket.getInputStream().readNBytes(12);
            assertThat(new String(begun, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 204");
        }
        awaitViews(1);
    }
}
