package org.pressroom.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the stream of a thread and notes when which comment arrived. */
final class CommentStream implements AutoCloseable {
    private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f-]{36})\"");

    private final InputStream in;
    private final CountDownLatch begun = new CountDownLatch(1);

    private CommentStream(InputStream in) {
        this.in = in;
    }

    /** Opens it; returns once its first line was read. */
    static CommentStream open(Site site, Site.Article article, Map<String, Long> arrivals)
            throws IOException, InterruptedException {
        CommentStream stream = new CommentStream(site.stream(article));
        Thread thread = new Thread(() -> stream.read(arrivals), "stream-" + article.slug());
        thread.setDaemon(true);
        thread.start();
        if (!stream.begun.await(10, TimeUnit.SECONDS)) {
            throw new IOException("a stream does not begin");
        }
        return stream;
    }

    private void read(Map<String, Long> arrivals) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            boolean approved = false;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                begun.countDown();
                if (line.startsWith("event:")) {
                    approved = line.endsWith("comment-approved");
                } else if (approved && line.startsWith("data:")) {
                    long now = System.nanoTime();
                    Matcher id = ID.matcher(line);
                    if (id.find()) {
                        arrivals.putIfAbsent(id.group(1), now);
                    }
                }
            }
        } catch (IOException closed) {
            // Comments that are missing then are told of.
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
