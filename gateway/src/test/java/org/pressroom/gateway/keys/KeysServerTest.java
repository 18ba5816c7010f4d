package org.pressroom.gateway.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.jwk.ECKey;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.pressroom.gateway.testing.GatewayTest;
import org.pressroom.gateway.testing.OpenTransaction;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.transaction.reactive.TransactionalOperator;

class KeysServerTest extends GatewayTest {

    @Autowired
    private DatabaseClient database;

    @Autowired
    private TransactionalOperator transaction;

    @Autowired
    private SigningKeyRepository repository;

    /** Those of a gateway that has just started. */
    private SigningKeys keys() {
        return new SigningKeys(repository, transaction, new KeyProperties(Duration.ofDays(30)));
    }

    private KeysServer server() {
        return new KeysServer(keys(), new InternalProperties(0, "127.0.0.1"));
    }

    private static WebTestClient.ResponseSpec ask(KeysServer server) {
        return WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + server.port())
                .build()
                .get()
                .uri("/keys")
                .exchange();
    }

    @Test
    void theServicesAreToldToComeBackWhileNoKeyCanBeRead() {
        KeysServer starting = server();
        starting.start();
        try (OpenTransaction locked =
                new OpenTransaction(database, "LOCK TABLE signing_key IN ACCESS EXCLUSIVE MODE")) {
            CompletableFuture<ECKey> asked = keys().current().toFuture();
            locked.awaitThatItIsWaitedFor(asked);
            ask(starting)
                    .expectStatus()
                    .isEqualTo(503)
                    .expectHeader()
                    .valueEquals("Retry-After", "1")
                    .expectBody()
                    .isEmpty();
            // Sooner than the database would give up.
            assertThat(asked)
                    .failsWithin(Duration.ofSeconds(20))
                    .withThrowableThat()
                    .withCauseInstanceOf(TimeoutException.class);
        } finally {
            starting.stop();
        }
    }

    @Test
    void theKeysAreThereFromTheStartToTheEnd() {
        KeysServer another = server();
        assertThat(another.isRunning()).isFalse();
        another.start();
        int port = another.port();
        assertThat(another.isRunning()).isTrue();
        ask(another).expectStatus().isOk();
        another.stop();
        assertThat(another.isRunning()).isFalse();
        assertThatExceptionOfType(ConnectException.class)
                .isThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close());
    }
}
