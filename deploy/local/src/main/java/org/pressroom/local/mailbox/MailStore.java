package org.pressroom.local.mailbox;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/**
 * The mails that were caught, each a file: first the SMTP envelope, a line each for the sender and the recipients and
 * an empty one, then the message as it came. Keeps the newest and forgets the oldest.
 */
final class MailStore {
    /** Beyond so many the oldest go. */
    static final int KEPT = 10_000;

    private static final String SUFFIX = ".mail";
    private static final String FROM = "MAIL FROM:";
    private static final String TO = "RCPT TO:";

    private final Path folder;
    private final int kept;
    private final Clock clock;
    private final NavigableMap<String, Stored> newestLast = new ConcurrentSkipListMap<>();
    private long lastMillis;
    private int inThatMilli;

    /**
     * One mail.
     *
     * @param id sorts by the time of receipt
     */
    record Stored(String id, Instant receivedAt, Envelope envelope, Path file) {
        /** The message as it came; empty where it was deleted meanwhile. */
        Optional<byte[]> message() throws IOException {
            try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
                readEnvelope(in);
                return Optional.of(in.readAllBytes());
            } catch (NoSuchFileException deleted) {
                return Optional.empty();
            }
        }
    }

    private MailStore(Path folder, int kept, Clock clock) {
        this.folder = folder;
        this.kept = kept;
        this.clock = clock;
    }

    /** Opens the folder, which is made where there is none, with what earlier runs caught. */
    static MailStore open(Path folder, int kept, Clock clock) throws IOException {
        Files.createDirectories(folder);
        MailStore store = new MailStore(folder, kept, clock);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                store.load(file);
            }
        }
        store.forgetOldest();
        return store;
    }

    /** A mail on its way in. Nobody sees it before it is {@linkplain Draft#keep kept}. */
    Draft receive(Envelope envelope) throws IOException {
        Path partial = Files.createTempFile(folder, "incoming-", ".part");
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(partial));
        out.write(head(envelope));
        return new Draft(envelope, partial, out);
    }

    /** All mails, the newest first. */
    List<Stored> newestFirst() {
        return List.copyOf(newestLast.descendingMap().values());
    }

    Optional<Stored> find(String id) {
        return Optional.ofNullable(newestLast.get(id));
    }

    /** Deletes every mail. */
    void clear() throws IOException {
        for (Stored mail : newestFirst()) {
            remove(mail);
        }
    }

    /** A mail whose text is being written. */
    final class Draft {
        private final Envelope envelope;
        private final Path partial;
        private final OutputStream out;

        private Draft(Envelope envelope, Path partial, OutputStream out) {
            this.envelope = envelope;
            this.partial = partial;
            this.out = out;
        }

        OutputStream text() {
            return out;
        }

        Stored keep() throws IOException {
            out.close();
            String id = nextId();
            Path file = folder.resolve(id + SUFFIX);
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
            Stored mail = new Stored(id, receivedAt(id), envelope, file);
            newestLast.put(id, mail);
            forgetOldest();
            return mail;
        }

        void discard() throws IOException {
            out.close();
            Files.deleteIfExists(partial);
        }
    }

    private void load(Path file) throws IOException {
        String name = file.getFileName().toString();
        if (!name.endsWith(SUFFIX)) {
            // What was on its way in when an earlier run ended was never accepted.
            Files.deleteIfExists(file);
            return;
        }
        String id = name.substring(0, name.length() - SUFFIX.length());
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            newestLast.put(id, new Stored(id, receivedAt(id), readEnvelope(in), file));
        } catch (NumberFormatException notOurs) {
            return;
        }
    }

    private void forgetOldest() throws IOException {
        while (newestLast.size() > kept) {
            Map.Entry<String, Stored> oldest = newestLast.firstEntry();
            if (oldest != null) {
                remove(oldest.getValue());
            }
        }
    }

    private void remove(Stored mail) throws IOException {
        newestLast.remove(mail.id());
        Files.deleteIfExists(mail.file());
    }

    private synchronized String nextId() {
        long now = Math.max(clock.millis(), lastMillis);
        inThatMilli = now == lastMillis ? inThatMilli + 1 : 0;
        lastMillis = now;
        String id = String.format(Locale.ROOT, "%013d-%06d", now, inThatMilli);
        // A clock that was set back since an earlier run must not make it overwrite.
        return newestLast.containsKey(id) ? nextId() : id;
    }

    private static Instant receivedAt(String id) {
        return Instant.ofEpochMilli(Long.parseLong(id.substring(0, Math.max(0, id.indexOf('-')))));
    }

    private static byte[] head(Envelope envelope) {
        StringBuilder head = new StringBuilder(FROM).append(envelope.from()).append('\n');
        envelope.to().forEach(recipient -> head.append(TO).append(recipient).append('\n'));
        return head.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static Envelope readEnvelope(InputStream in) throws IOException {
        String from = "";
        List<String> to = new ArrayList<>();
        for (String line = readLine(in); !line.isEmpty(); line = readLine(in)) {
            if (line.startsWith(FROM)) {
                from = line.substring(FROM.length());
            } else if (line.startsWith(TO)) {
                to.add(line.substring(TO.length()));
            }
        }
        return new Envelope(from, to);
    }

    private static String readLine(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8);
    }
}
