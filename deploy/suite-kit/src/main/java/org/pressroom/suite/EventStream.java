package org.pressroom.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.pressroom.client.Client;
import org.pressroom.client.ServerSentEvents;
import org.pressroom.client.ServerSentEvents.Event;

/** What a stream of events has brought so far, and a way to wait for more. */
final class EventStream implements AutoCloseable {

    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final ServerSentEvents reader;
    private volatile boolean commented;
    private volatile boolean ended;

    private EventStream(InputStream in) {
        this.reader = ServerSentEvents.reading(in, new ServerSentEvents.Listener() {
            @Override
            public void comment() {
                commented |= events.isEmpty();
            }

            @Override
            public void event(Event event) {
                events.add(event);
            }

            @Override
            public void end() {
                ended = true;
            }
        });
    }

    static EventStream reading(InputStream in) {
        return new EventStream(in);
    }

    static EventStream of(Client client, String path, String... headers) {
        Optional<EventStream> stream = ifThere(client, path, headers);
        assertThat(stream).as("the stream %s", path).isPresent();
        return stream.get();
    }

    /** None where it cannot be had just now. */
    static Optional<EventStream> ifThere(Client client, String path, String... headers) {
        try {
            return client.stream(path, headers).map(EventStream::reading);
        } catch (IOException away) {
            return Optional.empty();
        }
    }

    List<Event> events() {
        return List.copyOf(events);
    }

    /** Waits for the comment line that every stream begins with. */
    EventStream begun() {
        await("the first line of a stream").atMost(Duration.ofSeconds(10)).until(() -> commented || !events.isEmpty());
        return this;
    }

    boolean beganWithAComment() {
        return commented;
    }

    boolean ended() {
        return ended;
    }

    Event await1(String what, Predicate<Event> wanted) {
        return await(what)
                .atMost(Duration.ofSeconds(30))
                .until(() -> events.stream().filter(wanted).findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    @Override
    public void close() {
        reader.close();
    }
}
