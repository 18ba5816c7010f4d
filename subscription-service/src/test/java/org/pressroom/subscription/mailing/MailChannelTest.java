package org.pressroom.subscription.mailing;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.pressroom.common.ids.Ids;
import org.pressroom.embedded.Ports;
import org.pressroom.subscription.FaultyRelay;
import org.pressroom.subscription.FaultyRelay.Fault;
import org.pressroom.subscription.delivery.Channel;
import org.pressroom.subscription.delivery.ChannelContract;
import org.pressroom.subscription.links.LinkTokens;
import org.pressroom.subscription.links.SiteLinks;
import org.pressroom.subscription.smtp.RelaySettings;
import org.pressroom.subscription.smtp.SmtpRelay;

class MailChannelTest extends ChannelContract {

    private static final GreenMail MAILBOX = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private static final FaultyRelay RELAY;

    static {
        MAILBOX.start();
        RELAY = new FaultyRelay(MAILBOX.getSmtp().getPort());
    }

    private final MailChannel channel = channel(RELAY.port());

    @AfterAll
    static void stop() {
        RELAY.close();
        MAILBOX.stop();
    }

    @Override
    protected Channel channel() {
        return channel;
    }

    @Override
    protected Channel channelThatIsAway() {
        try {
            return channel(Ports.free());
        } catch (IOException none) {
            throw new IllegalStateException(none);
        }
    }

    @Override
    protected String recipient(Behaviour behaviour) {
        String recipient = "r" + Ids.next() + "@readers.example";
        switch (behaviour) {
            case REFUSES_FOR_NOW -> RELAY.fault(recipient, Fault.BUSY_ONCE);
            case REFUSES_FOR_GOOD -> RELAY.fault(recipient, Fault.NO_SUCH_MAILBOX);
            case BREAKS_OFF_IN_THE_END -> RELAY.fault(recipient, Fault.CUT_AFTER_CONTENT);
            case TAKES -> {}
        }
        return recipient;
    }

    @Override
    protected String unwritableRecipient() {
        return "a> <b@readers.example";
    }

    @Override
    protected List<String> received(String recipient) {
        return Arrays.stream(MAILBOX.getReceivedMessages())
                .filter(message -> recipient.equals(recipient(message)))
                .map(MailChannelTest::messageId)
                .toList();
    }

    private static String recipient(MimeMessage message) {
        try {
            return ((InternetAddress) message.getRecipients(RecipientType.TO)[0]).getAddress();
        } catch (MessagingException malformed) {
            throw new IllegalStateException(malformed);
        }
    }

    private static String messageId(MimeMessage message) {
        try {
            return message.getMessageID();
        } catch (MessagingException malformed) {
            throw new IllegalStateException(malformed);
        }
    }

    private static MailChannel channel(int port) {
        Duration limit = Duration.ofSeconds(20);
        SmtpRelay smtp = new SmtpRelay(new RelaySettings(
                "127.0.0.1",
                port,
                RelaySettings.Security.NONE,
                null,
                null,
                "news.example",
                limit,
                limit,
                limit,
                limit));
        SiteLinks links = new SiteLinks("https://news.example", new LinkTokens(new byte[32], ""));
        MailWriter writer = new MailWriter(() -> "The Daily Proof", "news@news.example", "news.example", links);
        return new MailChannel(MailChannel.NAME, writer, smtp, 4);
    }
}
