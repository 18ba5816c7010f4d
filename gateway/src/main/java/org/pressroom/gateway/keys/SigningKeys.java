package org.pressroom.gateway.keys;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.r2dbc.spi.Row;
import io.r2dbc.spi.RowMetadata;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.database.Columns;
import org.pressroom.common.ids.Ids;
import org.pressroom.gateway.secrets.SealedTexts;
import org.pressroom.gateway.secrets.SiteSecret;
import org.pressroom.gateway.secrets.WrongSecretException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The keys that sign tokens for the services: ES256, kept in the database so that all gateways share them, encrypted with
 * the site's secret. The first is made when it is first needed. The newest signs, all are published. A loaded set is read
 * again once it is a minute old; the last good one serves on where the database is away or does not answer soon.
 */
@Component
final class SigningKeys {

    private static final Logger LOG = LoggerFactory.getLogger(SigningKeys.class);
    private static final Duration FRESH = Duration.ofMinutes(1);
    private static final Duration LOAD_LIMIT = Duration.ofSeconds(2);

    /** Who could be served with keys that are known waits no longer for newer ones. */
    private static final Duration PATIENCE = Duration.ofMillis(200);

    /** Any number that nothing else in this database locks. */
    static final long CREATION_LOCK = 0x50726b6579L;

    private record Loaded(List<ECKey> newestFirst, Instant at) {}

    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final SealedTexts sealed;
    private final Clock clock;
    private final AtomicReference<@Nullable Loaded> loaded = new AtomicReference<>();
    private final AtomicReference<@Nullable Mono<Loaded>> loading = new AtomicReference<>();

    SigningKeys(DatabaseClient database, TransactionalOperator transaction, SiteSecret secret, Clock clock) {
        this.sealed = secret.sealedTexts("signing keys");
        this.database = database;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** The key to sign with. */
    Mono<ECKey> current() {
        return keys().map(keys -> keys.newestFirst().get(0));
    }

    /** The public halves of all keys, as a JSON Web Key Set (RFC 7517). Fails soon while no key can be had. */
    Mono<String> published() {
        return keys().map(keys -> new JWKSet(List.<JWK>copyOf(keys.newestFirst())).toString(true));
    }

    private Mono<Loaded> keys() {
        Loaded known = loaded.get();
        if (known != null && known.at().plus(FRESH).isAfter(clock.instant())) {
            return Mono.just(known);
        }
        return known == null ? load() : load().timeout(PATIENCE, Mono.just(known));
    }

    /**
     * Encrypts what is kept in the open, as it was before there was a secret.
     *
     * @return how many there were; fails with {@link WrongSecretException} where a key was encrypted with another secret
     */
    Mono<Long> takeOver() {
        return database.sql("SELECT kid, jwk FROM signing_key FOR UPDATE")
                .map(SigningKeys::stored)
                .all()
                .collectList()
                .flatMapMany(Flux::fromIterable)
                .doOnNext(this::parse)
                .filter(key -> !SealedTexts.isSealed(key.jwk()))
                .concatMap(key -> database.sql("UPDATE signing_key SET jwk = :sealed WHERE kid = :kid")
                        .bind("sealed", sealed.seal(key.jwk(), key.kid()))
                        .bind("kid", key.kid())
                        .fetch()
                        .rowsUpdated())
                .count()
                .as(transaction::transactional);
    }

    /** @param jwk a JSON Web Key, encrypted or, of old, in the open */
    private record Stored(String kid, String jwk) {}

    private static Stored stored(Row row, RowMetadata metadata) {
        return new Stored(Columns.text(row, "kid"), Columns.text(row, "jwk"));
    }

    /**
     * One load at a time; whoever comes meanwhile waits for it. It is over before anybody hears of its end: who asks
     * again then must not be told the old failure.
     */
    private Mono<Loaded> load() {
        Mono<Loaded> mine = Mono.defer(this::read)
                .switchIfEmpty(Mono.defer(this::create))
                .timeout(LOAD_LIMIT)
                .onErrorResume(this::lastGood)
                .doOnNext(loaded::set)
                .doOnTerminate(() -> loading.set(null))
                .cache();
        Mono<Loaded> first = loading.compareAndExchange(null, mine);
        return first == null ? mine : first;
    }

    private Mono<Loaded> lastGood(Throwable failure) {
        Loaded known = loaded.get();
        if (known == null) {
            return Mono.error(failure);
        }
        LOG.warn("signing keys cannot be read again, the last good ones still serve: {}", failure.toString());
        return Mono.just(new Loaded(known.newestFirst(), clock.instant()));
    }

    private Mono<Loaded> read() {
        return database.sql("SELECT kid, jwk FROM signing_key ORDER BY created_at DESC, kid DESC LIMIT 10")
                .map((row, metadata) -> parse(stored(row, metadata)))
                .all()
                .collectList()
                .filter(keys -> !keys.isEmpty())
                .map(keys -> new Loaded(keys, clock.instant()));
    }

    /** Two gateways that start side by side on an empty database end up with one key. */
    private Mono<Loaded> create() {
        return database.sql("SELECT pg_advisory_xact_lock(:lock)")
                .bind("lock", CREATION_LOCK)
                .fetch()
                .rowsUpdated()
                .then(Mono.defer(this::read))
                .switchIfEmpty(Mono.defer(this::insert))
                .as(transaction::transactional);
    }

    private Mono<Loaded> insert() {
        return Mono.fromCallable(SigningKeys::generate)
                .subscribeOn(Schedulers.parallel())
                .flatMap(key -> database.sql(
                                "INSERT INTO signing_key (kid, jwk, created_at) VALUES (:kid, :jwk, :created)")
                        .bind("kid", key.getKeyID())
                        .bind("jwk", sealed.seal(key.toJSONString(), key.getKeyID()))
                        .bind("created", clock.instant())
                        .fetch()
                        .rowsUpdated()
                        .thenReturn(new Loaded(List.of(key), clock.instant())));
    }

    private static ECKey generate() throws JOSEException {
        return new ECKeyGenerator(Curve.P_256)
                .keyID(Ids.next().toString())
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.ES256)
                .generate();
    }

    private ECKey parse(Stored key) {
        String jwk = SealedTexts.isSealed(key.jwk())
                ? sealed.open(key.jwk(), key.kid()).orElseThrow(SigningKeys::wrongSecret)
                : key.jwk();
        try {
            return ECKey.parse(jwk);
        } catch (ParseException malformed) {
            throw new IllegalStateException("a signing key in the database is malformed", malformed);
        }
    }

    private static WrongSecretException wrongSecret() {
        return new WrongSecretException(
                "PRESSROOM_SECRET is not the one that the signing keys in the database were encrypted with.",
                "Set it to what it was. Where that is lost, delete all rows of the table signing_key: new keys are made, and"
                        + " all browsers have to sign in as if for the first time.");
    }
}
