package org.pressroom.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.pressroom.client.Call;
import org.pressroom.client.Client;

/**
 * An article that many are subscribed to, mailed to a sink by processes of which each is pinned to a processor. The suite's
 * own subscription service hangs meanwhile: it mails elsewhere.
 */
final class MailLoad implements AutoCloseable {
    private static final String PROGRAM = "subscription-service";
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String SUBSCRIBE = """
            WITH made AS (
                INSERT INTO subscription (id, address, address_key, status, frequency, created_at, confirmed_at)
                SELECT gen_random_uuid(), address, address, 'confirmed', 'instant', now(), now()
                FROM (SELECT ? || '-' || n || '@example.net' AS address FROM generate_series(1, ?) AS n) AS addresses
                RETURNING id, address),
            targets AS (
                INSERT INTO delivery_target (id, subscription_id, channel, recipient, active)
                SELECT id, id, 'mail', address, true FROM made)
            INSERT INTO subscription_topic (subscription_id, kind, key) SELECT id, 'tag', ? FROM made
            """;

    private final SuiteFolder folder;
    private final Site site;
    private final SmtpSink sink;
    private final List<Twin> processes;

    private MailLoad(SuiteFolder folder, Site site, SmtpSink sink, List<Twin> processes) {
        this.folder = folder;
        this.site = site;
        this.sink = sink;
        this.processes = processes;
    }

    /** With so many processes. */
    static MailLoad of(SuiteFolder folder, Site site, int count) throws IOException {
        MailLoad load = new MailLoad(folder, site, SmtpSink.open(), new ArrayList<>());
        try {
            for (int processor = 0; processor < count; processor++) {
                Twin twin = Twin.start(
                        folder,
                        PROGRAM,
                        Map.of(
                                "PRESSROOM_MAIL_HOST",
                                "127.0.0.1",
                                "PRESSROOM_MAIL_PORT",
                                Integer.toString(load.sink.port())));
                load.processes.add(twin);
                Client.stranger(twin.address())
                        .insist(Call.get("/actuator/health/readiness"), PATIENCE)
                        .expect(200);
                Processes.pin(twin.pid(), processor);
            }
            Processes.stop(folder.pid(PROGRAM));
        } catch (IOException failed) {
            load.close();
            throw failed;
        }
        return load;
    }

    /** Mails a second from the first to the last of so many. */
    double perSecond(int count) throws IOException, SQLException, InterruptedException {
        String tag = "mailed-" + Words.name();
        try (Connection connection = folder.database("subscription");
                PreparedStatement insert = connection.prepareStatement(SUBSCRIBE)) {
            insert.setString(1, tag);
            insert.setInt(2, count);
            insert.setString(3, tag);
            insert.executeUpdate();
        }
        int before = sink.mails();
        site.publish("Mailed to many " + Words.name(), List.of(tag));
        long asked = System.nanoTime();
        long began = 0;
        while (sink.mails() - before < count) {
            if (began == 0 && sink.mails() > before) {
                began = System.nanoTime();
            }
            if (System.nanoTime() - asked > LONGEST.toNanos()) {
                throw new IOException((sink.mails() - before) + " of " + count + " mails came");
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
        return count / ((System.nanoTime() - began) / 1e9);
    }

    @Override
    public void close() throws IOException {
        Processes.goOn(folder.pid(PROGRAM));
        processes.forEach(Twin::close);
        sink.close();
    }
}
