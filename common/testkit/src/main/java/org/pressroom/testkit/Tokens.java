package org.pressroom.testkit;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;

/**
 * Signs tokens as the gateway does, and serves the public key on a port of its own, for tests of services.
 *
 * <pre>{@code
 * client.get().uri("/api/drafts").headers(headers -> headers.setBearerAuth(Tokens.staff("editor")))
 * }</pre>
 */
public final class Tokens {
    private static final Duration LIFE = Duration.ofMinutes(2);
    private static final String KEY_ID = "test";
    private static final String GATEWAY = "pressroom";

    private static final ECKey KEY = newKey();
    private static final ECKey FOREIGN_KEY = newKey();
    private static final URI KEYS_URI = serveKeys();

    private Tokens() {}

    /** Where the public key is served, as a JSON Web Key Set. */
    public static URI keysUri() {
        return KEYS_URI;
    }

    /** A stranger's token. */
    public static String anonymous() {
        return signed(KEY, claims("anonymous", Instant.now().plus(LIFE)).build());
    }

    /** The token of a stranger who showed to be subscribed. */
    public static String subscriber() {
        return signed(
                KEY,
                claims("anonymous", Instant.now().plus(LIFE))
                        .claim("reader", true)
                        .build());
    }

    /** The token of an account of its own, with these roles such as {@code editor}. */
    public static String staff(String... roles) {
        UUID account = UUID.randomUUID();
        return account(account, "account-" + account, "Account " + account, roles);
    }

    /** The token of this account. */
    public static String account(UUID id, String slug, String name, String... roles) {
        return signed(KEY, accountClaims(id, slug, name, roles).build());
    }

    /** An admin's token that ended a minute ago. */
    public static String expired() {
        Instant end = Instant.now().minus(Duration.ofMinutes(1));
        return signed(
                KEY,
                admin().issueTime(Date.from(end.minus(LIFE)))
                        .expirationTime(Date.from(end))
                        .build());
    }

    /** An admin's token, signed with a key that is not the gateway's under the name of the one that is. */
    public static String foreign() {
        return signed(FOREIGN_KEY, admin().build());
    }

    /** An admin's token for somebody else's services. */
    public static String otherAudience() {
        return signed(KEY, admin().audience("elsewhere").build());
    }

    /** An admin's token whose issuer is not the gateway. */
    public static String otherIssuer() {
        return signed(KEY, admin().issuer("elsewhere").build());
    }

    /** An admin's token without a signature. */
    public static String unsigned() {
        return new com.nimbusds.jwt.PlainJWT(admin().build()).serialize();
    }

    private static JWTClaimsSet.Builder admin() {
        return accountClaims(UUID.randomUUID(), "admin", "Admin", "admin");
    }

    private static JWTClaimsSet.Builder accountClaims(UUID id, String slug, String name, String... roles) {
        return claims(id.toString(), Instant.now().plus(LIFE))
                .claim("slug", slug)
                .claim("name", name)
                .claim("roles", List.of(roles));
    }

    private static JWTClaimsSet.Builder claims(String subject, Instant end) {
        return new JWTClaimsSet.Builder()
                .issuer(GATEWAY)
                .audience(GATEWAY)
                .subject(subject)
                .claim("roles", List.of())
                .issueTime(Date.from(Instant.now()))
                .expirationTime(Date.from(end));
    }

    private static String signed(ECKey key, JWTClaimsSet claims) {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(KEY_ID).build(), claims);
        try {
            token.sign(new ECDSASigner(key));
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
        return token.serialize();
    }

    private static ECKey newKey() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(KEY_ID).generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static URI serveKeys() {
        byte[] keys = new JWKSet(KEY.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/keys", exchange -> {
                try (exchange) {
                    exchange.getResponseHeaders().set("Content-Type", "application/json");
                    exchange.sendResponseHeaders(200, keys.length);
                    exchange.getResponseBody().write(keys);
                }
            });
            server.setExecutor(task -> {
                Thread thread = new Thread(task, "test-keys");
                thread.setDaemon(true);
                thread.start();
            });
            server.start();
            return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/keys");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
