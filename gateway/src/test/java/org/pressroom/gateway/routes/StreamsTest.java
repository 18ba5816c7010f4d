package org.pressroom.gateway.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pressroom.gateway.testing.GatewayTest;
import org.pressroom.gateway.testing.StubService.Reply;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.FluxExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class StreamsTest extends GatewayTest {

    private final String thread = "/api/articles/" + UUID.randomUUID() + "/comments";
    private final List<Disposable> open = new ArrayList<>();

    @BeforeEach
    void streamsHaveNoEnd() {
        COMMENT.does(asked -> Mono.just(
                asked.uri().contains("/stream")
                        ? Reply.stream(Flux.concat(Flux.just(": hello\n\n"), Flux.never()))
                        : Reply.json(202, "{}")));
    }

    @AfterEach
    void closeAll() {
        open.forEach(Disposable::dispose);
    }

    private FluxExchangeResult<String> listen(WebTestClient client) {
        FluxExchangeResult<String> stream = client.get()
                .uri(thread + "/stream?after=7")
                .accept(MediaType.TEXT_EVENT_STREAM)
                .exchange()
                .returnResult(String.class);
        open.add(stream.getResponseBody().onErrorComplete().subscribe());
        return stream;
    }

    @Test
    void moreStreamsThanConnectionsForCallsLeaveThoseAlone() {
        for (int i = 0; i < CONNECTIONS + 3; i++) {
            assertThat(listen(stranger()).getStatus().value()).isEqualTo(200);
        }
        assertThat(COMMENT.asked()).hasSize(CONNECTIONS + 3).allMatch(asked -> asked.uri()
                .endsWith("/comments/stream?after=7"));
        stranger().post().uri(thread).bodyValue("{}").exchange().expectStatus().isAccepted();
    }

    @Test
    void aClientHasOnlySoManyStreamsAtOnce() {
        WebTestClient client = stranger();
        for (int i = 0; i < STREAMS; i++) {
            assertThat(listen(client).getStatus().value()).isEqualTo(200);
        }
        FluxExchangeResult<String> refused = listen(client);
        assertThat(refused.getStatus().value()).isEqualTo(429);
        assertThat(refused.getResponseHeaders().getFirst(HttpHeaders.RETRY_AFTER))
                .isNotNull();
        assertThat(listen(stranger()).getStatus().value()).isEqualTo(200);

        open.get(0).dispose();
        await().atMost(Duration.ofSeconds(15))
                .until(() -> listen(client).getStatus().value() == 200);
    }
}
