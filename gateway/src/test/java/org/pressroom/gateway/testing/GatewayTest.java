package org.pressroom.gateway.testing;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.pressroom.gateway.services.Breakers;
import org.pressroom.testkit.WholeAnswers;
import org.pressroom.testkit.WithServers;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

/** The whole gateway on a port of its own, before stub services; all such tests share it. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "pressroom.internal.port=0",
            "pressroom.admin.password=" + GatewayTest.ADMIN_PASSWORD,
            "pressroom.site.url=http://site.example",
            "pressroom.protection.hosts=127.0.0.1",
            "pressroom.visitors.trusted-proxies=127.0.0.1,::1",
            "pressroom.routes.limit=1s",
            "pressroom.routes.whole=3s",
            "pressroom.connections.slowest-request=12s",
            "pressroom.views.every=50ms",
            "pressroom.views.of-article=40",
            "pressroom.limits.streams=" + GatewayTest.STREAMS,
            "pressroom.limits.streams-in-all=" + GatewayTest.STREAMS_IN_ALL,
            "spring.cloud.gateway.server.webflux.httpclient.pool.max-connections=" + GatewayTest.CONNECTIONS,
            "spring.cloud.gateway.server.webflux.httpclient.connect-timeout=500"
        })
@WithServers
public abstract class GatewayTest {

    /** That of the first account, which all gateways of the tests share, as they share the database. */
    public static final String ADMIN_PASSWORD = "correct horse battery";

    /** How many connections for calls there are to one service. */
    protected static final int CONNECTIONS = 10;

    /** How many streams one client may have open. */
    protected static final int STREAMS = 15;

    /** How many streams all clients may have open. */
    protected static final int STREAMS_IN_ALL = 40;

    protected static final StubService ARTICLE = new StubService();
    protected static final StubService COMMENT = new StubService();
    protected static final StubService SUBSCRIPTION = new StubService();

    @LocalServerPort
    protected int port;

    @Autowired
    protected ApplicationContext context;

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry registry) {
        registry.add("pressroom.services.article", ARTICLE::url);
        registry.add("pressroom.services.comment", COMMENT::url);
        registry.add("pressroom.services.subscription", SUBSCRIPTION::url);
    }

    @BeforeEach
    protected void resetServices() {
        ARTICLE.reset();
        COMMENT.reset();
        SUBSCRIPTION.reset();
        context.getBean(Breakers.class).all().forEach(CircuitBreaker::reset);
    }

    /** What could be a reader's token, and was none before. */
    protected static String token() {
        return (UUID.randomUUID() + "" + UUID.randomUUID()).replace("-", "");
    }

    /** A client that shows nothing, from an address of its own, so that limits of one test do not reach another. */
    protected WebTestClient anonymous() {
        return WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port)
                .defaultHeader("X-Forwarded-For", anyAddress())
                .responseTimeout(Duration.ofSeconds(20))
                .filter(new WholeAnswers())
                .build();
    }

    protected static String anyAddress() {
        int random = UUID.randomUUID().hashCode();
        return "10." + (random & 255) + "." + (random >> 8 & 255) + "." + (random >> 16 & 255);
    }

    /** Signs the first admin in. */
    protected Browser admin() {
        return new Browser(anonymous()).signIn("admin", ADMIN_PASSWORD);
    }

    /** Makes an account with these roles and signs it in. */
    protected Browser staff(String... roles) {
        String username = "u" + UUID.randomUUID();
        admin().post("/api/accounts")
                .bodyValue(Map.of(
                        "username", username, "name", "Staff " + username, "roles", roles, "password", ADMIN_PASSWORD))
                .exchange()
                .expectStatus()
                .isCreated();
        return new Browser(anonymous()).signIn(username, ADMIN_PASSWORD);
    }

    /** Makes a token that may do all that the account may do. */
    protected static String newToken(Browser browser) {
        Map<?, ?> issued = browser.post("/api/tokens")
                .bodyValue(Map.of("name", "test"))
                .exchange()
                .expectStatus()
                .isCreated()
                .expectBody(Map.class)
                .returnResult()
                .getResponseBody();
        return String.valueOf(Objects.requireNonNull(issued).get("token"));
    }
}
