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
 * The gateways that publish keys. They are asked one after another, the one first that answered last, and each for its
 * share of the time at most: one that is frozen costs a load that share, and the next load nothing.
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
    private final Duration share;
    private volatile int first;

    /** @param limit the time that all of them have together */
    KeyServers(WebClient client, List<URI> addresses, Duration limit) {
        this.client = client;
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
        return Flux.range(first, servers.size())
                .concatMap(place -> ask(servers.get(place % servers.size())), 1)
                .takeUntil(answer -> answer.has(wantedKeyId))
                .reduce((found, next) -> next.has(wantedKeyId) ? next : found)
                .doOnNext(answer -> first = answer.server().place())
                .map(Answer::keys);
    }

    private Mono<Answer> ask(KeyServer server) {
        return client.get()
                .uri(server.address())
                .retrieve()
                .bodyToMono(String.class)
                .defaultIfEmpty("")
                .timeout(share)
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
