package org.pressroom.common.security;

import com.nimbusds.jose.jwk.JWKSet;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.pressroom.common.outage.OutageLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The gateways that publish keys. They are asked one after another, the one first that answered last. The next is asked
 * when one has failed or has not answered in its share of the time, and who was asked is listened to all the time: one
 * that is frozen costs a load that share, and the next load nothing; one that is slow is not given up.
 */
final class KeyServers {

    private static final Logger LOG = LoggerFactory.getLogger(KeyServers.class);

    private record KeyServer(int place, URI address, OutageLog outage) {}

    private record Answer(KeyServer server, JWKSet keys) {

        boolean has(String keyId) {
            return keys.getKeyByKeyId(keyId) != null;
        }
    }

    private final WebClient client;
    private final List<KeyServer> servers;
    private final Duration limit;
    private final Duration share;
    private volatile int first;

    /** @param limit the time that all of them have together */
    KeyServers(WebClient client, List<URI> addresses, Duration limit) {
        this.client = client;
        this.limit = limit;
        this.share = limit.dividedBy(addresses.size());
        this.servers = IntStream.range(0, addresses.size())
                .mapToObj(place -> server(place, addresses.get(place)))
                .toList();
    }

    private static KeyServer server(int place, URI address) {
        return new KeyServer(place, address, new OutageLog(LOG, "the gateway's keys cannot be loaded from " + address));
    }

    /**
     * The keys of the first that has the wanted one: a gateway that cannot read its database may not know a new key yet.
     * Where none has it, those of the first that answers; empty where none does.
     */
    Mono<JWKSet> load(String wantedKeyId) {
        return answersFrom(0, first)
                .takeUntil(answer -> answer.has(wantedKeyId))
                .reduce((found, next) -> next.has(wantedKeyId) ? next : found)
                .doOnNext(answer -> first = answer.server().place())
                .map(Answer::keys);
    }

    private Flux<Answer> answersFrom(int asked, int first) {
        KeyServer server = servers.get((first + asked) % servers.size());
        Mono<Answer> answer =
                ask(server, limit.minus(share.multipliedBy(asked))).cache();
        if (asked + 1 == servers.size()) {
            return answer.flux();
        }
        Mono<Void> turnIsOver =
                Mono.firstWithSignal(answer.then(), Mono.delay(share).then());
        return answer.mergeWith(turnIsOver.thenMany(Flux.defer(() -> answersFrom(asked + 1, first))));
    }

    private Mono<Answer> ask(KeyServer server, Duration within) {
        return client.get()
                .uri(server.address())
                .retrieve()
                .bodyToMono(String.class)
                .defaultIfEmpty("")
                .timeout(within)
                .map(json -> new Answer(server, parse(json)))
                .doOnNext(answer -> server.outage().worked())
                .onErrorResume(
                        failure -> Mono.fromRunnable(() -> server.outage().failed(failure)));
    }

    private static JWKSet parse(String json) {
        try {
            return JWKSet.parse(json);
        } catch (ParseException malformed) {
            throw new IllegalStateException("the gateway's key set is malformed", malformed);
        }
    }
}
