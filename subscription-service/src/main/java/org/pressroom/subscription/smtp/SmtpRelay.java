package org.pressroom.subscription.smtp;

import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.pressroom.subscription.smtp.RelaySettings.Security;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.tcp.TcpClient;

/**
 * The relay that takes our messages. Connections are used again for some messages, then closed. How many are open at
 * once is how many messages the caller sends at once.
 */
public final class SmtpRelay {

    private static final int MESSAGES_PER_CONNECTION = 100;

    private final RelaySettings settings;
    private final TcpClient client;
    private final @Nullable SslContext tls;
    private final Deque<SmtpConnection> resting = new ConcurrentLinkedDeque<>();

    public SmtpRelay(RelaySettings settings) {
        this.settings = settings;
        this.tls = settings.security() == Security.NONE ? null : trustingTheSystem();
        TcpClient plain = TcpClient.create(ConnectionProvider.newConnection())
                .host(settings.host())
                .port(settings.port())
                .option(
                        ChannelOption.CONNECT_TIMEOUT_MILLIS,
                        Math.toIntExact(settings.connectLimit().toMillis()));
        SslContext context = tls;
        this.client = settings.security() == Security.IMPLICIT && context != null
                ? plain.secure(spec -> spec.sslContext(context))
                : plain;
    }

    /**
     * Sends one message.
     *
     * @param content the message with CRLF line ends
     * @param lastCheck subscribed to right before the content leaves; it may be asked a second time where a connection
     *     turned out to be dead before anything was handed over
     * @return what became of it; an error only where the last check itself failed, and then nothing was handed over
     */
    public Mono<SmtpResult> send(Envelope envelope, byte[] content, Mono<Boolean> lastCheck) {
        return Mono.defer(() -> {
            SmtpConnection rested = takeRested();
            if (rested == null) {
                return onNewConnection(envelope, content, lastCheck);
            }
            return on(rested, envelope, content, lastCheck)
                    .flatMap(outcome -> outcome instanceof SmtpResult.Unreachable
                            ? onNewConnection(envelope, content, lastCheck)
                            : Mono.just(outcome));
        });
    }

    /** Closes what has not been used for a while. */
    public Mono<Void> closeIdle() {
        long now = System.nanoTime();
        return Flux.fromIterable(resting)
                .filter(connection -> connection.restedFor(settings.idleLimit(), now))
                .filter(resting::remove)
                .flatMap(SmtpConnection::quit)
                .then();
    }

    /** Closes all connections that rest. */
    public Mono<Void> close() {
        return Flux.fromIterable(resting)
                .filter(resting::remove)
                .flatMap(SmtpConnection::quit)
                .then();
    }

    private Mono<SmtpResult> onNewConnection(Envelope envelope, byte[] content, Mono<Boolean> lastCheck) {
        return SmtpConnection.open(client, settings, tls)
                .timeout(settings.connectLimit().plus(settings.replyLimit()))
                .map(connection -> on(connection, envelope, content, lastCheck))
                .onErrorResume(failure -> Mono.just(Mono.just(unreachable(failure))))
                .flatMap(outcome -> outcome);
    }

    /** Says why, since it may be a password or a certificate that somebody has to see to. */
    private static SmtpResult unreachable(Throwable failure) {
        String why = failure instanceof TimeoutException ? "it did not answer in time" : failure.getMessage();
        return new SmtpResult.Unreachable("the relay cannot be reached: " + why, false);
    }

    private Mono<SmtpResult> on(SmtpConnection connection, Envelope envelope, byte[] content, Mono<Boolean> lastCheck) {
        return connection.send(envelope, content, lastCheck).flatMap(outcome -> rest(connection)
                .thenReturn(outcome));
    }

    private Mono<Void> rest(SmtpConnection connection) {
        if (!connection.usable()) {
            return Mono.empty();
        }
        if (connection.messages() >= MESSAGES_PER_CONNECTION) {
            return connection.quit();
        }
        connection.rest(System.nanoTime());
        resting.push(connection);
        return Mono.empty();
    }

    private @Nullable SmtpConnection takeRested() {
        SmtpConnection connection = resting.poll();
        while (connection != null && !connection.usable()) {
            connection = resting.poll();
        }
        return connection;
    }

    private static SslContext trustingTheSystem() {
        try {
            return SslContextBuilder.forClient().build();
        } catch (SSLException unusable) {
            throw new IllegalStateException("TLS is not available", unusable);
        }
    }
}
