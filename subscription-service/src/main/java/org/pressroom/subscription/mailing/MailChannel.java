package org.pressroom.subscription.mailing;

import org.pressroom.subscription.delivery.Channel;
import org.pressroom.subscription.delivery.ClaimedDelivery;
import org.pressroom.subscription.delivery.SendResult;
import org.pressroom.subscription.mime.MimeMessage;
import org.pressroom.subscription.smtp.Envelope;
import org.pressroom.subscription.smtp.SmtpRelay;
import org.pressroom.subscription.smtp.SmtpResult;
import reactor.core.publisher.Mono;

/** Mail by an SMTP relay: a recipient is an address. */
public final class MailChannel implements Channel {

    public static final String NAME = "mail";

    /** What goes to members of staff, who wait for nothing that goes to subscribers. */
    public static final String STAFF = "staff-mail";

    private final String name;
    private final MailWriter writer;
    private final SmtpRelay relay;
    private final int connections;

    MailChannel(String name, MailWriter writer, SmtpRelay relay, int connections) {
        this.name = name;
        this.writer = writer;
        this.relay = relay;
        this.connections = connections;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int inFlight() {
        return connections;
    }

    /** The same delivery is always the same message, its Message-ID included. */
    @Override
    public Mono<SendResult> send(ClaimedDelivery delivery) {
        MimeMessage message;
        Envelope envelope;
        try {
            message = writer.write(delivery);
            envelope = new Envelope(message.fromAddress(), delivery.recipient());
        } catch (IllegalArgumentException unwritable) {
            return Mono.just(new SendResult.Refused(true, null, "it cannot be written as a message"));
        }
        return relay.send(envelope, message.toBytes(), delivery.begin()).map(MailChannel::result);
    }

    @Override
    public Mono<Void> tidy() {
        return relay.closeIdle();
    }

    @Override
    public Mono<Void> close() {
        return relay.close();
    }

    private static SendResult result(SmtpResult outcome) {
        if (outcome instanceof SmtpResult.Accepted accepted) {
            return new SendResult.Accepted(accepted.code());
        }
        if (outcome instanceof SmtpResult.Refused refused) {
            return new SendResult.Refused(refused.forGood(), refused.code(), refused.text());
        }
        if (outcome instanceof SmtpResult.Unreachable unreachable) {
            return new SendResult.Unreachable(unreachable.why(), unreachable.wasReady());
        }
        return outcome instanceof SmtpResult.Unknown unknown
                ? new SendResult.Unknown(unknown.why())
                : new SendResult.Withheld();
    }
}
