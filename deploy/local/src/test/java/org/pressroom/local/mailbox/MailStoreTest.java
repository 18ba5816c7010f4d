package org.pressroom.local.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailStoreTest {
    private final Path folder;

    MailStoreTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void theOldestGoWhenThereAreTooMany() throws Exception {
        MailStore store = MailStore.open(folder, 3, at("2026-01-01T00:00:00Z"));
        for (int number = 1; number <= 5; number++) {
            add(store, number + "@example.org");
        }
        assertThat(recipients(store)).containsExactly("5@example.org", "4@example.org", "3@example.org");
        assertThat(folder.toFile().list()).hasSize(3);
        assertThat(recipients(MailStore.open(folder, 2, Clock.systemUTC())))
                .containsExactly("5@example.org", "4@example.org");
    }

    @Test
    void aClockThatWasSetBackOverwritesNothing() throws Exception {
        add(MailStore.open(folder, 10, at("2026-01-01T00:00:00Z")), "first@example.org");
        MailStore later = MailStore.open(folder, 10, at("2026-01-01T00:00:00Z"));
        add(later, "second@example.org");
        assertThat(recipients(later)).containsExactly("second@example.org", "first@example.org");
    }

    private static Clock at(String instant) {
        return Clock.fixed(Instant.parse(instant), ZoneOffset.UTC);
    }

    private static void add(MailStore store, String recipient) throws IOException {
        MailStore.Draft draft = store.receive(new Envelope("a@example.org", List.of(recipient)));
        draft.text().write("Subject: x\r\n\r\nx\r\n".getBytes(StandardCharsets.US_ASCII));
        draft.keep();
    }

    private static List<String> recipients(MailStore store) {
        return store.newestFirst().stream()
                .map(mail -> mail.envelope().to().get(0))
                .toList();
    }
}
