package org.pressroom.gateway.routes;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.problem.ProblemException;
import org.pressroom.common.problem.Problems;
import org.pressroom.gateway.services.Service;
import org.pressroom.gateway.services.ServiceClients;
import org.pressroom.gateway.services.ServiceProperties;
import org.pressroom.gateway.visitors.Visitor;
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

/** The services' streams that clients watch just now: each is asked for once, however many want it. */
@Component
class StreamFeeds implements SmartLifecycle {

    private static final ParameterizedTypeReference<ServerSentEvent<String>> EVENTS =
            new ParameterizedTypeReference<>() {};

    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

    /** The streams are nobody's in particular. */
    private static final Visitor EVERYBODY = Visitor.stranger("0.0.0.0");

    private final ServiceClients services;
    private final int most;
    private final ConcurrentMap<String, StreamFeed> current = new ConcurrentHashMap<>();
    private final Set<StreamFeed> all = ConcurrentHashMap.newKeySet();
    private final Disposable.Swap beating = Disposables.swap();

    StreamFeeds(ServiceClients services, ServiceProperties properties) {
        this.services = services;
        this.most = properties.mostStreams();
    }

    /**
     * A feed of a service's stream for a client that has seen it up to a place.
     *
     * @param path the stream's path
     * @param seen null for a client that wants what happens from now on
     * @return fails with 404 where there is no such stream, with 503 where its service is away or too many different ones
     *     are watched
     */
    Mono<StreamFeed> join(Service service, String path, @Nullable Long seen) {
        return Mono.defer(() -> feed(service, path, seen, null).opened())
                .flatMap(feed -> feed.covers(seen) ? Mono.just(feed) : joinAnother(service, path, seen, feed));
    }

    /** A client that has seen less than the present feed can tell gets one that begins earlier, as others do then. */
    private Mono<StreamFeed> joinAnother(Service service, String path, @Nullable Long seen, StreamFeed tooLate) {
        return feed(service, path, seen, tooLate)
                .opened()
                .flatMap(feed ->
                        feed.covers(seen) ? Mono.just(feed) : Mono.error(() -> Problems.unavailable(RETRY_AFTER)));
    }

    private StreamFeed feed(Service service, String path, @Nullable Long seen, @Nullable StreamFeed not) {
        StreamFeed[] made = {null};
        StreamFeed feed = current.compute(path, (key, present) -> {
            if (present != null && present != not) {
                return present;
            }
            made[0] = make(service, path, seen);
            return made[0];
        });
        if (feed == made[0]) {
            feed.read();
        }
        return feed;
    }

    private StreamFeed make(Service service, String path, @Nullable Long seen) {
        if (all.size() >= most) {
            throw Problems.unavailable(RETRY_AFTER);
        }
        StreamFeed[] itself = {null};
        StreamFeed feed = new StreamFeed(place -> stream(service, path, place), seen, () -> {
            StreamFeed ended = itself[0];
            all.remove(ended);
            current.remove(path, ended);
        });
        itself[0] = feed;
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
                        headers.set("Last-Event-ID", place.toString());
                    }
                })
                .exchangeToFlux(response -> response.statusCode().isSameCodeAs(HttpStatus.OK)
                        ? response.bodyToFlux(EVENTS)
                        : refused(response).flux())
                .contextWrite(context -> context.put(Visitor.class, EVERYBODY));
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
        beating.update(Flux.interval(HEARTBEAT).onBackpressureDrop().subscribe(tick -> all.forEach(StreamFeed::beat)));
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
