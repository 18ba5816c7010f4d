package org.pressroom.common.security;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pressroom.common.problem.ProblemHandler;
import org.pressroom.testkit.Tokens;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.codec.autoconfigure.CodecsAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** A service that starts before the gateway does. */
class KeysAwayTest {

    private final AtomicBoolean away = new AtomicBoolean(true);
    private final HttpServer gateway = start();

    @BeforeEach
    void serve() {
        gateway.createContext("/keys", exchange -> {
            try (exchange;
                    InputStream keys = Tokens.keysUri().toURL().openStream()) {
                byte[] body = keys.readAllBytes();
                exchange.sendResponseHeaders(away.get() ? 500 : 200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
    }

    @AfterEach
    void stop() {
        gateway.stop(0);
    }

    @Test
    void untilItHasKeysItSaysComeBackLaterAndThenItWorks() {
        service(gatewayKeys()).run(context -> {
            WebTestClient client =
                    WebTestClient.bindToApplicationContext(context).build();
            for (int i = 0; i < 2; i++) {
                ask(client)
                        .expectStatus()
                        .isEqualTo(503)
                        .expectHeader()
                        .valueEquals(HttpHeaders.RETRY_AFTER, "2")
                        .expectHeader()
                        .contentType(MediaType.APPLICATION_PROBLEM_JSON);
            }

            away.set(false);
            ask(client).expectStatus().isNotFound();

            away.set(true);
            ask(client).expectStatus().isNotFound();
        });
    }

    @Test
    void aGatewayThatTakesConnectionsAndSaysNothingDoesNotStandInTheWayOfAnother() throws IOException {
        away.set(false);
        try (ServerSocket frozen = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            service("http://127.0.0.1:" + frozen.getLocalPort() + "/keys," + gatewayKeys())
                    .withPropertyValues("pressroom.security.keys-timeout=4s")
                    .run(context -> ask(WebTestClient.bindToApplicationContext(context)
                                    .build())
                            .expectStatus()
                            .isNotFound());
        }
    }

    private String gatewayKeys() {
        return "http://127.0.0.1:" + gateway.getAddress().getPort() + "/keys";
    }

    private static ReactiveWebApplicationContextRunner service(String keysUri) {
        return new ReactiveWebApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        JacksonAutoConfiguration.class,
                        CodecsAutoConfiguration.class,
                        WebFluxAutoConfiguration.class,
                        HttpHandlerAutoConfiguration.class,
                        WebClientAutoConfiguration.class,
                        ResourceServerConfiguration.class))
                .withBean(ProblemHandler.class)
                .withBean(Clock.class, Clock::systemUTC)
                .withPropertyValues("pressroom.security.keys-uri=" + keysUri);
    }

    private static WebTestClient.ResponseSpec ask(WebTestClient client) {
        return client.get()
                .uri("/nowhere")
                .headers(headers -> headers.setBearerAuth(Tokens.anonymous()))
                .exchange();
    }

    private static HttpServer start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.start();
            return server;
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
