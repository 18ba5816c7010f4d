package org.pressroom.gateway.streams;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.contract.HeaderNames;
import org.pressroom.common.problem.ProblemException;
import org.pressroom.common.problem.Problems;
import org.pressroom.gateway.principals.Principal;
import org.pressroom.gateway.routes.Service;
import org.pressroom.gateway.services.ServiceClients;
import org.pressroom.gateway.services.ServiceProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.ClientResponse;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The services' streams that clients watch just now: each is asked for once, however many want it, and once more at a time
 * for clients that have missed more than is kept, until they have caught up.
 */
@Component
public class StreamFeeds implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(StreamFeeds.class);

    private static final ParameterizedTypeReference<ServerSentEvent<String>> EVENTS =
            new ParameterizedTypeReference<>() {};

    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(30);
    private static final Duration CATCHING_UP = Duration.ofSeconds(10);

    /** The streams are nobody's in particular. */
    private static final Principal EVERYBODY = Principal.anonymous("0.0.0.0");

    private final ServiceClients services;
    private final int most;
    private final ConcurrentMap<String, StreamFeed> current = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, StreamFeed> catchingUp = new ConcurrentHashMap<>();
    private final Set<StreamFeed> all = ConcurrentHashMap.newKeySet();
    private final AtomicLong keptInAll = new AtomicLong();
    private final Disposable.Swap beating = Disposables.swap();

    StreamFeeds(ServiceClients services, ServiceProperties properties) {
        this.services = services;
        this.most = properties.mostStreams();
    }

    /**
     * A feed of a service's stream for a client that has seen it up to a place.
     *
     * @param path the stream's path, in one way of writing it
     * @param seen null for a client that wants what happens from now on
     * @return fails with 404 where there is no such stream, with 503 where its service is away, too many different ones are
     *     watched, too many clients have to catch up, or this process ends
     */
    Mono<StreamFeed> join(Service service, String path, @Nullable Long seen) {
        return Mono.defer(() -> feed(current, service, path, seen).opened())
                .flatMap(feed -> feed.covers(seen)
                        ? Mono.just(feed)
                        : catchUp(service, path, seen)
                                .timeout(CATCHING_UP, Mono.error(() -> Problems.unavailable(RETRY_AFTER))));
    }

    /**
     * A client that has seen less than the present feed can tell gets one that begins earlier, until that one can. While
     * there is such a one that does not begin early enough either, it waits.
     */
    private Mono<StreamFeed> catchUp(Service service, String path, @Nullable Long seen) {
        return Mono.defer(() -> feed(catchingUp, service, path, seen).opened())
                .flatMap(feed -> feed.covers(seen)
                        ? Mono.just(feed)
                        : feed.over().then(Mono.defer(() -> join(service, path, seen))));
    }

    private StreamFeed feed(
            ConcurrentMap<String, StreamFeed> feeds, Service service, String path, @Nullable Long seen) {
        StreamFeed[] made = {null};
        StreamFeed feed = feeds.computeIfAbsent(path, key -> {
            made[0] = make(feeds, service, path, seen);
            return made[0];
        });
        if (feed == made[0]) {
            feed.read();
            if (!isRunning()) {
                feed.end();
            }
        }
        return feed;
    }

    private StreamFeed make(
            ConcurrentMap<String, StreamFeed> feeds, Service service, String path, @Nullable Long seen) {
        if (!isRunning() || all.size() >= most) {
            throw Problems.unavailable(RETRY_AFTER);
        }
        StreamFeed feed = new StreamFeed(place -> stream(service, path, place), seen, new StreamFeed.Surroundings() {
            @Override
            public AtomicLong keptInAll() {
                return keptInAll;
            }

            @Override
            public @Nullable StreamFeed heir() {
                return feeds == catchingUp ? current.get(path) : null;
            }

            @Override
            public void ended(StreamFeed ended) {
                all.remove(ended);
                feeds.remove(path, ended);
            }
        });
        all.add(feed);
        return feed;
    }

    private Flux<ServerSentEvent<String>> stream(Service service, String path, @Nullable Long place) {
        return services.streams(service)
                .get()
                .uri(path)
                .accept(MediaType.TEXT_EVENT_STREAM)
                .headers(headers -> {
                    if (place != null) {
                        headers.set(HeaderNames.LAST_EVENT_ID, place.toString());
                    }
                })
                .exchangeToFlux(response -> response.statusCode().isSameCodeAs(HttpStatus.OK)
                        ? response.bodyToFlux(EVENTS)
                        : refused(response).flux())
                .contextWrite(context -> context.put(Principal.class, EVERYBODY));
    }

    private static Mono<ServerSentEvent<String>> refused(ClientResponse response) {
        HttpStatusCode status = response.statusCode();
        return response.releaseBody().then(Mono.error(() -> refusal(status)));
    }

    private static ProblemException refusal(HttpStatusCode status) {
        if (status.isSameCodeAs(HttpStatus.NOT_FOUND)) {
            return Problems.notFound("There is no such stream.");
        }
        return status.isSameCodeAs(HttpStatus.BAD_REQUEST)
                ? Problems.badRequest("The request cannot be understood.")
                : Problems.unavailable(RETRY_AFTER);
    }

    @Override
    public void start() {
        beating.update(Flux.interval(HEARTBEAT)
                .onBackpressureDrop()
                .subscribe(
                        tick -> all.forEach(StreamFeed::beat),
                        failure -> LOG.error("streams get no heartbeats any more", failure)));
    }

    /** Before the web server shuts down: clients come back to another process. */
    @Override
    public void stop() {
        beating.update(null);
        all.forEach(StreamFeed::end);
    }

    @Override
    public boolean isRunning() {
        return beating.get() != null;
    }
}
