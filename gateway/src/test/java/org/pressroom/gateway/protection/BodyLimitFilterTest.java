package org.pressroom.gateway.protection;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pressroom.common.problem.ProblemTranslator;
import org.pressroom.gateway.principals.ClientAddresses;
import org.pressroom.gateway.principals.PrincipalProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.util.MultiValueMap;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Bodies on their way through a filter that has room for sixteen of them which hold next to nothing. */
class BodyLimitFilterTest {

    private static final int LEAST = BodyMemory.LEAST;
    private static final int IN_ALL = 16;
    private static final int MOST = 4 * LEAST;

    private static final ProtectionProperties PROPERTIES = bound(
            "any",
            ProtectionProperties.class,
            Map.of("any.most-form", MOST + "B", "any.bodies.forms", IN_ALL * LEAST + "B"));

    private final AtomicLong now = new AtomicLong();
    private final BodyLimitFilter filter = new BodyLimitFilter(
            PROPERTIES,
            new BodyMemory(PROPERTIES.bodies(), now::get),
            new ClientAddresses(bound("any", PrincipalProperties.class, Map.of())));

    private static <T> T bound(String prefix, Class<T> type, Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values)).bindOrCreate(prefix, type);
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    /** Parts of a body as a network delivers them. */
    private static Flux<DataBuffer> parts(byte[] body, int length) {
        List<DataBuffer> parts = new ArrayList<>();
        for (int start = 0; start < body.length; start += length) {
            DataBuffer part = DefaultDataBufferFactory.sharedInstance.allocateBuffer(length);
            parts.add(part.write(body, start, Math.min(length, body.length - start)));
        }
        return Flux.fromIterable(parts);
    }

    private static MockServerHttpRequest chunked(String address, Flux<DataBuffer> body) {
        return MockServerHttpRequest.post("/subscriptions")
                .remoteAddress(new InetSocketAddress(address, 1))
                .header("Transfer-Encoding", "chunked")
                .body(body);
    }

    private CompletableFuture<Void> sent(MockServerHttpRequest request, WebFilterChain chain) {
        return filter.filter(MockServerWebExchange.from(request), chain).toFuture();
    }

    /** What becomes of a body that has come and waits for what is made of it. */
    private CompletableFuture<Void> held(String address, int length) {
        return sent(chunked(address, parts(bytes(length), LEAST)), exchange -> DataBufferUtils.join(
                        exchange.getRequest().getBody())
                .doOnNext(DataBufferUtils::release)
                .then(Mono.never()));
    }

    private static void assertRefused(int status, CompletableFuture<Void> sent)
            throws InterruptedException, TimeoutException {
        try {
            sent.get(5, TimeUnit.SECONDS);
            assertThat(sent).isCompletedExceptionally();
        } catch (ExecutionException refused) {
            assertThat(ProblemTranslator.translate(Objects.requireNonNull(refused.getCause()))
                            .status()
                            .value())
                    .isEqualTo(status);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, LEAST - 1, LEAST, LEAST + 1, 2 * LEAST, 3 * LEAST + 5, MOST - 1, MOST})
    void aBodyComesAsItWasSent(int length) {
        byte[] body = bytes(length);
        for (int part : List.of(LEAST * 2 + 1, LEAST, 777)) {
            for (boolean declared : List.of(true, false)) {
                MockServerHttpRequest.BodyBuilder request = MockServerHttpRequest.post("/subscriptions")
                        .remoteAddress(new InetSocketAddress("192.0.2." + (declared ? 1 : 2), 1));
                byte[] come = new byte[length];
                List<Integer> lengths = new ArrayList<>();
                sent(
                                (declared
                                                ? request.contentLength(length)
                                                : request.header("Transfer-Encoding", "chunked"))
                                        .body(parts(body, part)),
                                exchange -> DataBufferUtils.join(
                                                exchange.getRequest().getBody())
                                        .doOnNext(whole -> {
                                            lengths.add(whole.readableByteCount());
                                            whole.read(come, 0, Math.min(length, whole.readableByteCount()));
                                        })
                                        .then())
                        .orTimeout(5, TimeUnit.SECONDS)
                        .join();
                assertThat(lengths).containsExactly(length);
                assertThat(come).isEqualTo(body);
            }
        }
    }

    @Test
    void whatIsTooLongIsRefusedBeforeItIsReadOrAsSoonAsItIs() throws Exception {
        assertRefused(
                413,
                sent(
                        MockServerHttpRequest.post("/subscriptions")
                                .contentLength(MOST + 1)
                                .body(Flux.error(new AssertionError("was read"))),
                        exchange -> exchange.getRequest().getBody().then()));
        assertRefused(413, held("192.0.2.1", MOST + 1));
        // By more than it said that there was.
        assertRefused(
                413,
                sent(
                        MockServerHttpRequest.post("/subscriptions")
                                .remoteAddress(new InetSocketAddress("192.0.2.1", 1))
                                .contentLength(LEAST)
                                .body(parts(bytes(LEAST + 1), LEAST)),
                        exchange -> exchange.getRequest().getBody().then()));
    }

    @Test
    void aBodyHoldsItsRoomUntilItIsAnsweredAndNoLonger() throws Exception {
        for (int i = 0; i < 3 * IN_ALL; i++) {
            sent(
                            chunked("192.0.2.1", parts(bytes(10), 10)),
                            exchange -> exchange.getRequest().getBody().then())
                    .get(5, TimeUnit.SECONDS);
        }
        CompletableFuture<Void> first = held("192.0.2.1", 3 * LEAST);
        assertRefused(429, held("192.0.2.1", 2 * LEAST));
        first.cancel(true);
        CompletableFuture<Void> second = held("192.0.2.1", 4 * LEAST);
        assertThat(second).isNotDone();
        second.cancel(true);
    }

    /** It cannot be taken back, and memory that is counted as free would be held twice. */
    @Test
    void whatHasComeWholeMakesNoRoom() throws Exception {
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < IN_ALL; i++) {
            all.add(held("10." + i + ".0.1", 10));
        }
        now.addAndGet(BodyMemory.PATIENCE.plus(Duration.ofSeconds(1)).toNanos());
        assertRefused(503, held("192.0.2.1", 10));
        assertThat(all).noneMatch(CompletableFuture::isDone);
        all.forEach(one -> one.cancel(true));
        CompletableFuture<Void> next = held("192.0.2.1", 10);
        assertThat(next).isNotDone();
        next.cancel(true);
    }

    @Test
    void whoIsTooSlowIsToldWhereOthersNeedTheRoom() throws Exception {
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < IN_ALL; i++) {
            Sinks.Many<DataBuffer> stalled = Sinks.many().unicast().onBackpressureBuffer();
            all.add(sent(
                    chunked("10." + i + ".0.1", stalled.asFlux()),
                    exchange -> exchange.getRequest().getBody().then()));
        }
        now.addAndGet(BodyMemory.PATIENCE.plus(Duration.ofSeconds(1)).toNanos());
        CompletableFuture<Void> next = held("192.0.2.1", 10);
        assertThat(next).isNotDone();
        assertRefused(408, all.get(0));
        assertThat(all.subList(1, IN_ALL)).noneMatch(CompletableFuture::isDone);
    }

    @ParameterizedTest
    @CsvSource({
        "application/x-www-form-urlencoded, 1",
        "application/x-www-form-urlencoded;charset=utf-8, 1",
        "application/json, 0",
        "text/plain, 0",
        "'*/*', 0"
    })
    void onlyAFormIsReadAsOne(String type, int fields) {
        List<MultiValueMap<String, String>> forms = new ArrayList<>();
        sent(
                        MockServerHttpRequest.post("/subscriptions")
                                .remoteAddress(new InetSocketAddress("192.0.2.1", 1))
                                .header("Content-Type", type)
                                .contentLength(3)
                                .body("a=b"),
                        exchange -> exchange.getFormData().doOnNext(forms::add).then())
                .orTimeout(5, TimeUnit.SECONDS)
                .join();
        assertThat(forms).singleElement().satisfies(form -> assertThat(form).hasSize(fields));
    }
}
