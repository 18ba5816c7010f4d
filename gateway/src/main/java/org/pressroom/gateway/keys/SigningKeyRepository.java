package org.pressroom.gateway.keys;

import com.nimbusds.jose.jwk.ECKey;
import io.r2dbc.spi.Row;
import io.r2dbc.spi.RowMetadata;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import org.pressroom.common.database.Columns;
import org.pressroom.gateway.secrets.SealedTexts;
import org.pressroom.gateway.secrets.SiteSecret;
import org.pressroom.gateway.secrets.WrongSecretException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The rows of the signing keys, encrypted with the site's secret. How old one is is told by the database's clock, so that
 * all gateways go by the same, whatever their own say.
 */
@Component
final class SigningKeyRepository {

    /** Any number that nothing else in this database locks. */
    static final long CHANGE_LOCK = 0x50726b6579L;

    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final SealedTexts sealed;

    SigningKeyRepository(DatabaseClient database, TransactionalOperator transaction, SiteSecret secret) {
        this.database = database;
        this.transaction = transaction;
        this.sealed = secret.sealedTexts("signing keys");
    }

    /** Fails with {@link WrongSecretException} where one of them was encrypted with another secret. */
    Mono<KeySet> all() {
        return database.sql("""
                        SELECT kid, jwk, extract(epoch FROM now() - created_at)::bigint AS age
                          FROM signing_key
                         ORDER BY created_at DESC, kid DESC
                        """)
                .map((row, metadata) ->
                        new KeySet.Key(parse(stored(row, metadata)), Duration.ofSeconds(Columns.number(row, "age"))))
                .all()
                .collectList()
                .map(KeySet::new);
    }

    /** Keeps other gateways from adding and removing keys until the end of the transaction. */
    Mono<Void> lock() {
        return database.sql("SELECT pg_advisory_xact_lock(:lock)")
                .bind("lock", CHANGE_LOCK)
                .fetch()
                .rowsUpdated()
                .then();
    }

    Mono<Void> add(ECKey key) {
        return database.sql("INSERT INTO signing_key (kid, jwk, created_at) VALUES (:kid, :jwk, now())")
                .bind("kid", key.getKeyID())
                .bind("jwk", sealed.seal(key.toJSONString(), key.getKeyID()))
                .fetch()
                .rowsUpdated()
                .then();
    }

    Mono<Void> remove(List<String> kids) {
        return database.sql("DELETE FROM signing_key WHERE kid = ANY(:kids)")
                .bind("kids", kids.toArray(String[]::new))
                .fetch()
                .rowsUpdated()
                .then();
    }

    /**
     * Encrypts what is kept in the open, as it was before there was a secret.
     *
     * @return how many there were; fails with {@link WrongSecretException} where a key was encrypted with another secret
     */
    Mono<Long> takeOver() {
        return database.sql("SELECT kid, jwk FROM signing_key FOR UPDATE")
                .map(SigningKeyRepository::stored)
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

    private ECKey parse(Stored key) {
        String jwk = SealedTexts.isSealed(key.jwk())
                ? sealed.open(key.jwk(), key.kid()).orElseThrow(SigningKeyRepository::wrongSecret)
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
