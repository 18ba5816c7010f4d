package org.pressroom.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pressroom.client.Call;
import org.pressroom.client.Client;
import org.pressroom.client.Json;
import tools.jackson.databind.JsonNode;

/** The local mailbox. */
final class Mailbox {
    private final Client client;

    Mailbox(URI address) {
        this.client = Client.stranger(address);
    }

    /** One mail that arrived. */
    record Mail(JsonNode json) {
        String subject() {
            return json.path("subject").asString();
        }

        String text() {
            return json.path("text").asString();
        }

        String html() {
            return json.path("html").asString();
        }

        List<String> to() {
            return Json.items(json.path("to")).stream().map(JsonNode::asString).toList();
        }

        List<String> headers(String name) {
            return Json.items(json.path("headers")).stream()
                    .filter(header -> header.path("name").asString().equalsIgnoreCase(name))
                    .map(header -> header.path("value").asString())
                    .toList();
        }

        String header(String name) {
            assertThat(headers(name)).as("header %s", name).hasSize(1);
            return headers(name).get(0);
        }

        /** The token behind the first link whose path is this. */
        String token(String path) {
            Matcher link = Pattern.compile(Pattern.quote(path) + "\\?token=([A-Za-z0-9._~%-]+)")
                    .matcher(text());
            assertThat(link.find()).as("a link to %s in: %s", path, text()).isTrue();
            return link.group(1);
        }
    }

    /** All mails to an address, the newest first. */
    List<Mail> to(String address) {
        return Json.items(client.insist(Call.get("/api/messages?to=" + Call.encoded(address)), Duration.ofSeconds(60))
                        .expect(200)
                        .json()
                        .path("items"))
                .stream()
                .map(Mail::new)
                .toList();
    }

    /** All mails, the newest first. */
    List<Mail> all() {
        return Json.items(client.insist(Call.get("/api/messages"), Duration.ofSeconds(60))
                        .expect(200)
                        .json()
                        .path("items"))
                .stream()
                .map(Mail::new)
                .toList();
    }

    Mail awaitMail(String address, String what, Predicate<Mail> wanted) {
        return await("a mail to " + address + ": " + what)
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> to(address).stream().filter(wanted).findFirst(), Optional::isPresent)
                .orElseThrow();
    }
}
