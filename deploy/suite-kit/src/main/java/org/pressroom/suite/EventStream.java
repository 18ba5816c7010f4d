package org.pressroom.suite;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A stream of server-sent events that is being read, on a thread of its own, until it is closed. */
final class EventStream implements AutoCloseable {

    /** One event as the HTML standard has it. */
    record Event(@Nullable String id, String name, String data) {
        JsonNode json() {
            return Json.read(data);
        }
    }

    private final InputStream in;
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private volatile boolean commented;
    private volatile boolean ended;

    private EventStream(InputStream in) {
        this.in = in;
    }

    static EventStream reading(InputStream in) {
        EventStream stream = new EventStream(in);
        Thread thread = new Thread(stream::read, "event-stream");
        thread.setDaemon(true);
        thread.start();
        return stream;
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

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            String id = null;
            String name = "message";
            StringBuilder data = new StringBuilder();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty()) {
                    if (data.length() > 0) {
                        events.add(new Event(id, name, data.toString()));
                    }
                    name = "message";
                    data.setLength(0);
                } else if (line.startsWith(":")) {
                    commented |= events.isEmpty();
                } else {
                    String value = value(line);
                    if (line.startsWith("id:")) {
                        id = value;
                    } else if (line.startsWith("event:")) {
                        name = value;
                    } else if (line.startsWith("data:")) {
                        data.append(data.length() > 0 ? "\n" : "").append(value);
                    }
                }
            }
        } catch (IOException closed) {
            // Whoever waits for something sees that it did not come.
        } finally {
            ended = true;
        }
    }

    private static String value(String line) {
        String value = line.substring(line.indexOf(':') + 1);
        return value.startsWith(" ") ? value.substring(1) : value;
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
