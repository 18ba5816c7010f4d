package org.pressroom.gateway.keys;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.ids.Ids;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The keys that sign tokens for the services: ES256, kept in the database so that all gateways share them. Which of them
 * signs, and how long each is published, says {@link KeySet}. The first is made when it is first needed, the next ones
 * by whichever gateway first finds that the newest is old. Requests are served with the set that was read last, however
 * long ago that was, and wait for one only while there is none.
 */
@Component
final class SigningKeys {

    private static final Logger LOG = LoggerFactory.getLogger(SigningKeys.class);
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final SigningKeyRepository repository;
    private final TransactionalOperator transaction;
    private final Duration rotateAfter;
    private final AtomicReference<@Nullable KeySet> known = new AtomicReference<>();
    private final AtomicReference<@Nullable Mono<KeySet>> loading = new AtomicReference<>();

    SigningKeys(SigningKeyRepository repository, TransactionalOperator transaction, KeyProperties properties) {
        this.repository = repository;
        this.transaction = transaction;
        this.rotateAfter = properties.rotateAfter();
    }

    /** The key to sign with. Fails soon while no key can be had. */
    Mono<ECKey> current() {
        return keys().map(KeySet::signing);
    }

    /** The public halves of all keys, as a JSON Web Key Set (RFC 7517). Fails soon while no key can be had. */
    Mono<String> published() {
        return keys().map(KeySet::published);
    }

    /**
     * Learns which keys there are by now, makes the next where it is time for it, and removes those that nobody needs.
     * Where it fails, the keys that are known serve on.
     */
    Mono<Void> renew() {
        return load().filter(keys -> keys.isDue(rotateAfter) || !keys.outlived().isEmpty())
                .flatMap(keys -> rotate())
                .then();
    }

    private Mono<KeySet> keys() {
        KeySet last = known.get();
        return last == null ? load() : Mono.just(last);
    }

    /**
     * One load at a time; whoever comes meanwhile waits for it. It is over before anybody hears of its end: who asks
     * again then must not be told the old failure.
     */
    private Mono<KeySet> load() {
        Mono<KeySet> mine = Mono.defer(repository::all)
                .filter(keys -> !keys.isEmpty())
                .switchIfEmpty(Mono.defer(this::rotate))
                .timeout(LIMIT)
                .doOnNext(known::set)
                .doOnTerminate(() -> loading.set(null))
                .cache();
        Mono<KeySet> first = loading.compareAndExchange(null, mine);
        return first == null ? mine : first;
    }

    /**
     * However many gateways come to it at once, also on an empty database, one key is made: each looks again once nobody
     * else can change them. All keys are opened before, so that with a wrong secret none is made.
     */
    private Mono<KeySet> rotate() {
        return repository
                .lock()
                .then(Mono.defer(repository::all))
                .flatMap(keys -> addNext(keys).then(repository.remove(keys.outlived())))
                .then(Mono.defer(repository::all))
                .as(transaction::transactional)
                .timeout(LIMIT)
                .doOnNext(keys -> {
                    known.set(keys);
                    LOG.info("signing keys by now, the newest first: {}", keys.ids());
                });
    }

    private Mono<Void> addNext(KeySet keys) {
        return keys.isDue(rotateAfter)
                ? Mono.fromCallable(SigningKeys::generate)
                        .subscribeOn(Schedulers.parallel())
                        .flatMap(repository::add)
                : Mono.empty();
    }

    private static ECKey generate() throws JOSEException {
        return new ECKeyGenerator(Curve.P_256)
                .keyID(Ids.next().toString())
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.ES256)
                .generate();
    }
}
