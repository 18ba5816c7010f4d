package org.pressroom.local.mailbox;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;

/**
 * The local mailbox as a whole: takes mail by SMTP, keeps it in a folder, shows it on a port of its own.
 *
 * <pre>{@code
 * try (Mailbox mailbox = Mailbox.start(folder, 2525, 9025)) { … }
 * }</pre>
 */
public final class Mailbox implements AutoCloseable {
    private final SmtpServer smtp;
    private final MailboxServer http;

    private Mailbox(SmtpServer smtp, MailboxServer http) {
        this.smtp = smtp;
        this.http = http;
    }

    /**
     * Opens the mails of earlier runs and listens on the loopback address; a port of 0 takes a free one.
     *
     * @throws IOException where a port is taken or the folder cannot be written
     */
    public static Mailbox start(Path folder, int smtpPort, int httpPort) throws IOException {
        MailStore store = MailStore.open(folder, MailStore.KEPT, Clock.systemUTC());
        SmtpServer smtp = SmtpServer.start(smtpPort, store);
        try {
            return new Mailbox(smtp, MailboxServer.start(httpPort, store));
        } catch (IOException failed) {
            smtp.close();
            throw failed;
        }
    }

    public int smtpPort() {
        return smtp.port();
    }

    public int httpPort() {
        return http.port();
    }

    @Override
    public void close() throws IOException {
        smtp.close();
        http.close();
    }
}
