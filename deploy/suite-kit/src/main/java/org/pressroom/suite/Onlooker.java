package org.pressroom.suite;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pressroom.client.Client;
import org.pressroom.client.ServerSentEvents.Event;

/** Somebody who keeps a stream open through everything, as a browser does: comes back with the last id that was seen. */
final class Onlooker implements AutoCloseable {
    private static final String FROM_THE_START = "0";

    private final Client client;
    private final String path;
    private final List<Event> before = new ArrayList<>();
    private @Nullable EventStream stream;

    Onlooker(Client client, String path) {
        this.client = client;
        this.path = path;
    }

    /** Comes back where the stream has ended; does nothing where it goes on, or cannot be had just now. */
    synchronized void look() {
        if (stream != null && !stream.ended()) {
            return;
        }
        before.addAll(current());
        String last = before.isEmpty()
                ? FROM_THE_START
                : String.valueOf(before.get(before.size() - 1).id());
        stream = EventStream.ifThere(client, path, "Last-Event-ID", last).orElse(null);
    }

    /** All that was seen, in order. */
    synchronized List<Event> seen() {
        List<Event> all = new ArrayList<>(before);
        all.addAll(current());
        return all;
    }

    private List<Event> current() {
        return stream == null ? List.of() : stream.events();
    }

    @Override
    public synchronized void close() {
        if (stream != null) {
            stream.close();
        }
    }
}
