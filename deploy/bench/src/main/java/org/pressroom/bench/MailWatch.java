package org.pressroom.bench;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pressroom.client.Call;
import org.pressroom.client.Client;
import tools.jackson.databind.JsonNode;

/** From the request that publishes an article to its mail in a subscriber's mailbox, by the mailbox's own time. */
final class MailWatch {
    private static final Pattern TOKEN = Pattern.compile("confirm\\?token=([A-Za-z0-9._~%-]+)");
    private static final int ARTICLES = 10;

    private final Site site;
    private final Client mailbox;

    MailWatch(Site site, URI mailbox) {
        this.site = site;
        this.mailbox = Client.stranger(mailbox);
    }

    Latencies measure() throws IOException, InterruptedException {
        String tag = "bench-" + Words.name();
        String address = Words.address();
        site.subscribe(address, tag);
        Matcher token = TOKEN.matcher(await(address, "").path("text").asString());
        if (!token.find()) {
            throw new IOException("the confirmation has no link");
        }
        site.confirm(token.group(1));
        Latencies latencies = new Latencies();
        for (int count = 0; count < ARTICLES; count++) {
            String title = "Mailed " + Words.name();
            Instant asked = Instant.now();
            site.publish(title, List.of(tag));
            Instant received =
                    Instant.parse(await(address, title).path("receivedAt").asString());
            latencies.add(Duration.between(asked, received).toNanos());
        }
        return latencies;
    }

    private JsonNode await(String address, String title) throws IOException, InterruptedException {
        Call messages = Call.get("/api/messages?to=" + Call.encoded(address));
        for (int attempt = 0; attempt < 600; attempt++) {
            Optional<JsonNode> mail = newest(mailbox.send(messages).json(), title);
            if (mail.isPresent()) {
                return mail.get();
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        throw new IOException("no mail came: " + title);
    }

    private static Optional<JsonNode> newest(JsonNode messages, String title) {
        for (JsonNode message : messages.path("items")) {
            if (message.path("subject").asString().contains(title)) {
                return Optional.of(message);
            }
        }
        return Optional.empty();
    }
}
