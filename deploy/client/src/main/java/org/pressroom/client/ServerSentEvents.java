package org.pressroom.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads a stream of events, on a thread of its own, until it ends or is closed.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">Server-sent events in the HTML
 *     standard</a>
 */
public final class ServerSentEvents implements AutoCloseable {

    /**
     * One event.
     *
     * @param id the last one that the stream gave; null where it gave none yet
     */
    public record Event(@Nullable String id, String name, String data) {

        public JsonNode json() {
            return Json.read(data);
        }
    }

    /** Is told what comes, by the thread that reads. */
    public interface Listener {

        /** A line that is a comment, such as the one with which each stream of the site begins. */
        void comment();

        void event(Event event);

        /** Nothing more comes. */
        void end();
    }

    private final InputStream in;

    private ServerSentEvents(InputStream in) {
        this.in = in;
    }

    public static ServerSentEvents reading(InputStream in, Listener listener) {
        Thread thread = new Thread(() -> read(in, listener), "event-stream");
        thread.setDaemon(true);
        thread.start();
        return new ServerSentEvents(in);
    }

    private static void read(InputStream in, Listener listener) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            Parts parts = new Parts();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty()) {
                    parts.dispatch(listener::event);
                } else if (line.startsWith(":")) {
                    listener.comment();
                } else {
                    parts.take(line);
                }
            }
        } catch (IOException closed) {
            // Whoever waits for something sees that it did not come.
        } finally {
            listener.end();
        }
    }

    /** What came of an event so far. */
    private static final class Parts {

        private @Nullable String id;
        private String name = "message";
        private final StringBuilder data = new StringBuilder();

        void take(String line) {
            String value = value(line);
            if (line.startsWith("id:")) {
                id = value;
            } else if (line.startsWith("event:")) {
                name = value;
            } else if (line.startsWith("data:")) {
                data.append(data.isEmpty() ? "" : "\n").append(value);
            }
        }

        void dispatch(Consumer<Event> events) {
            if (!data.isEmpty()) {
                events.accept(new Event(id, name, data.toString()));
            }
            name = "message";
            data.setLength(0);
        }

        private static String value(String line) {
            String value = line.substring(line.indexOf(':') + 1);
            return value.startsWith(" ") ? value.substring(1) : value;
        }
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException gone) {
            // It is closed either way.
        }
    }
}
