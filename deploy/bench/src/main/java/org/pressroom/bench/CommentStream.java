package org.pressroom.bench;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pressroom.client.ServerSentEvents;

/** Reads the stream of a thread and notes when which comment arrived. */
final class CommentStream implements AutoCloseable {
    private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f-]{36})\"");

    private final ServerSentEvents events;

    private CommentStream(ServerSentEvents events) {
        this.events = events;
    }

    /** Opens it; returns once its first line was read. Comments that are missing later are told of by who counts them. */
    static CommentStream open(Site site, Site.Article article, Map<String, Long> arrivals)
            throws IOException, InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        ServerSentEvents events = ServerSentEvents.reading(site.stream(article), new ServerSentEvents.Listener() {
            @Override
            public void comment() {
                begun.countDown();
            }

            @Override
            public void event(ServerSentEvents.Event event) {
                long now = System.nanoTime();
                begun.countDown();
                Matcher id = ID.matcher(event.data());
                if (event.name().equals("comment-approved") && id.find()) {
                    arrivals.putIfAbsent(id.group(1), now);
                }
            }

            @Override
            public void end() {
                // What is missing is counted.
            }
        });
        if (!begun.await(10, TimeUnit.SECONDS)) {
            throw new IOException("a stream does not begin");
        }
        return new CommentStream(events);
    }

    @Override
    public void close() {
        events.close();
    }
}
