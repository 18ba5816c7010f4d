package org.pressroom.subscription.smtp;

import io.netty.channel.EventLoop;
import io.netty.handler.codec.LineBasedFrameDecoder;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;
import org.pressroom.subscription.smtp.RelaySettings.Security;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.netty.Connection;
import reactor.netty.tcp.TcpClient;

/**
 * One connection to the relay, used by one message at a time. What it says about a message rests on how far the
 * dialogue came: before the content nothing is handed over, after the relay's answer the outcome is known, and only in
 * between it is not.
 */
final class SmtpConnection {

    private static final int LONGEST_LINE = 4096;

    /** Two commands go together at most; a relay that says more than it is asked is not listened to. */
    private static final int MOST_ARRIVED = 4;

    private final Connection connection;
    private final EventLoop loop;
    private final RelaySettings settings;

    // The next four belong to the connection's event loop.
    private final Lines lines = new Lines();
    private final SmtpReply.Assembler assembler = new SmtpReply.Assembler();
    private final Deque<SmtpReply> arrived = new ArrayDeque<>();
    private @Nullable MonoSink<SmtpReply> waiting;

    private volatile @Nullable Throwable ended;
    private volatile SmtpReply greeting = new SmtpReply(0, List.of());
    private final AtomicInteger messages = new AtomicInteger();
    private volatile boolean resting;
    private volatile long restingSinceNanos;

    private SmtpConnection(Connection connection, RelaySettings settings) {
        this.connection = connection;
        // Kept, because a channel that is closed does not tell its loop any more.
        this.loop = connection.channel().eventLoop();
        this.settings = settings;
    }

    /** Connects, encrypts and signs in, as the settings say. Fails with an {@link IOException} of some kind. */
    static Mono<SmtpConnection> open(TcpClient client, RelaySettings settings, @Nullable SslContext tls) {
        return client.connect()
                .map(connection -> new SmtpConnection(connection, settings).listening())
                .flatMap(opened -> opened.introduce(tls)
                        .thenReturn(opened)
                        .doOnError(failure -> opened.close())
                        .doOnCancel(opened::close));
    }

    private SmtpConnection listening() {
        connection.addHandlerLast("smtp-lines", lines);
        connection
                .inbound()
                .receive()
                .asString(StandardCharsets.UTF_8)
                .subscribe(this::arrived, this::end, () -> end(new IOException("the relay closed the connection")));
        return this;
    }

    private Mono<Void> introduce(@Nullable SslContext tls) {
        return reply(settings.replyLimit())
                .flatMap(this::requireCompleted)
                .then(Mono.defer(this::hello))
                .then(Mono.defer(() -> settings.security() == Security.STARTTLS && tls != null
                        ? encrypt(tls).then(Mono.defer(this::hello))
                        : Mono.empty()))
                .then(Mono.defer(this::signIn));
    }

    private Mono<Void> hello() {
        return command("EHLO " + settings.greetingName())
                .flatMap(this::requireCompleted)
                .doOnNext(reply -> greeting = reply)
                .then();
    }

    private Mono<Void> encrypt(SslContext tls) {
        if (!greeting.offers("STARTTLS")) {
            return Mono.error(new SmtpProtocolException("the relay does not offer STARTTLS"));
        }
        return command("STARTTLS").flatMap(this::requireCompleted).then(Mono.defer(() -> handshake(tls)));
    }

    private Mono<Void> handshake(SslContext tls) {
        return Mono.create(sink -> loop.execute(() -> {
            // Whatever came before, in whole or part, anybody on the way may have put in.
            if (!arrived.isEmpty() || !assembler.isEmpty() || !lines.isEmpty()) {
                sink.error(new SmtpProtocolException("replies before the encryption began"));
                return;
            }
            SslHandler handler = tls.newHandler(connection.channel().alloc(), settings.host(), settings.port());
            SSLParameters parameters = handler.engine().getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            handler.engine().setSSLParameters(parameters);
            connection.channel().pipeline().addFirst(handler);
            handler.handshakeFuture().addListener(done -> {
                if (done.isSuccess()) {
                    sink.success();
                } else {
                    String why = done.cause().getMessage();
                    sink.error(new IOException("the encryption could not be agreed on: " + why, done.cause()));
                }
            });
        }));
    }

    private Mono<Void> signIn() {
        String username = settings.username();
        if (username == null) {
            return Mono.empty();
        }
        if (settings.security() == Security.NONE) {
            return Mono.error(new SmtpProtocolException("no password is sent over an unencrypted connection"));
        }
        String plain = "\0" + username + "\0" + (settings.password() == null ? "" : settings.password());
        String encoded = Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
        return command("AUTH PLAIN " + encoded).flatMap(this::requireCompleted).then();
    }

    /**
     * Hands one message over.
     *
     * @param content the message with CRLF line ends
     * @param lastCheck asked after the relay accepted the recipient and before the first byte of the content leaves;
     *     when it fails, so does the result
     */
    Mono<SmtpResult> send(Envelope envelope, byte[] content, Mono<Boolean> lastCheck) {
        if (envelope.needsUtf8() && !greeting.offers("SMTPUTF8")) {
            return Mono.just(new SmtpResult.Refused(true, null, "the relay does not take internationalised addresses"));
        }
        AtomicBoolean handedOver = new AtomicBoolean();
        resting = false;
        messages.incrementAndGet();
        return propose(envelope)
                .then(Mono.defer(() -> lastCheck.onErrorMap(CheckFailed::new)))
                .flatMap(goAhead -> goAhead ? handOver(content, handedOver) : startOver(new SmtpResult.Withheld()))
                .onErrorResume(Refusal.class, this::refused)
                .onErrorResume(
                        failure -> !(failure instanceof CheckFailed), failure -> broken(failure, handedOver.get()))
                .onErrorMap(CheckFailed.class, CheckFailed::reason)
                .doOnError(failure -> close())
                .doOnCancel(this::close);
    }

    private Mono<Void> propose(Envelope envelope) {
        String from = "MAIL FROM:<" + envelope.from() + ">" + (envelope.needsUtf8() ? " BODY=8BITMIME SMTPUTF8" : "");
        String to = "RCPT TO:<" + envelope.to() + ">";
        if (!greeting.offers("PIPELINING")) {
            return command(from)
                    .flatMap(reply -> require(reply, reply.completed(), false))
                    .then(Mono.defer(() -> command(to)))
                    .flatMap(SmtpConnection::requireRecipient);
        }
        return write(from + "\r\n" + to + "\r\n")
                .then(reply(settings.replyLimit()))
                .zipWhen(ignored -> reply(settings.replyLimit()))
                .flatMap(replies -> require(replies.getT1(), replies.getT1().completed(), false)
                        .then(requireRecipient(replies.getT2())));
    }

    private Mono<SmtpResult> handOver(byte[] content, AtomicBoolean handedOver) {
        return command("DATA")
                .flatMap(reply -> require(reply, reply.waitsForMore(), true))
                .then(Mono.defer(() -> {
                    handedOver.set(true);
                    return connection
                            .outbound()
                            .sendByteArray(Mono.just(DotStuffing.apply(content)))
                            .then()
                            .timeout(settings.contentLimit());
                }))
                .then(Mono.defer(() -> reply(settings.contentLimit())))
                .flatMap(reply ->
                        require(reply, reply.completed(), true).thenReturn(new SmtpResult.Accepted(reply.code())));
    }

    /** A refusal is an answer like any other: the connection can go on with the next message. */
    private Mono<SmtpResult> refused(Refusal refusal) {
        SmtpReply reply = refusal.reply;
        if (reply.closing()) {
            close();
            return Mono.just(new SmtpResult.Unreachable("the relay answered 421", true));
        }
        boolean forGood = refusal.aboutTheMessage && reply.refusesForGood();
        return startOver(new SmtpResult.Refused(forGood, reply.code(), reply.text()));
    }

    private Mono<SmtpResult> startOver(SmtpResult outcome) {
        return command("RSET")
                .flatMap(this::requireCompleted)
                .onErrorResume(failure -> {
                    close();
                    return Mono.empty();
                })
                .thenReturn(outcome);
    }

    private Mono<SmtpResult> broken(Throwable failure, boolean handedOver) {
        close();
        String why = failure instanceof TimeoutException
                ? "the relay did not answer in time"
                : "the connection to the relay broke";
        return Mono.just(handedOver ? new SmtpResult.Unknown(why) : new SmtpResult.Unreachable(why, true));
    }

    /** Relays tell of our own configuration here too, and that is no fault of the recipient's. */
    private static Mono<Void> requireRecipient(SmtpReply reply) {
        return require(reply, reply.completed(), !reply.blamesTheSender());
    }

    private static Mono<Void> require(SmtpReply reply, boolean asExpected, boolean aboutTheMessage) {
        return asExpected ? Mono.empty() : Mono.error(new Refusal(reply, aboutTheMessage));
    }

    private Mono<SmtpReply> requireCompleted(SmtpReply reply) {
        return reply.completed()
                ? Mono.just(reply)
                : Mono.error(new SmtpProtocolException("the relay answered " + reply.code()));
    }

    private Mono<SmtpReply> command(String line) {
        return write(line + "\r\n").then(Mono.defer(() -> reply(settings.replyLimit())));
    }

    private Mono<Void> write(String lines) {
        return connection
                .outbound()
                .sendString(Mono.just(lines), StandardCharsets.UTF_8)
                .then()
                .timeout(settings.replyLimit());
    }

    private Mono<SmtpReply> reply(Duration limit) {
        return Mono.<SmtpReply>create(sink -> loop.execute(() -> {
                    SmtpReply early = arrived.poll();
                    Throwable over = ended;
                    if (early != null) {
                        sink.success(early);
                    } else if (over != null) {
                        sink.error(over);
                    } else {
                        waiting = sink;
                    }
                }))
                .timeout(limit);
    }

    private void arrived(String line) {
        SmtpReply reply;
        try {
            reply = assembler.accept(line);
        } catch (SmtpProtocolException malformed) {
            end(malformed);
            return;
        }
        if (resting) {
            // Nobody asked: the relay is about to close, and no later command may take this for its answer.
            end(new IOException("the relay spoke out of turn"));
            return;
        }
        MonoSink<SmtpReply> sink = waiting;
        if (reply != null && sink != null) {
            waiting = null;
            sink.success(reply);
        } else if (reply != null && arrived.size() < MOST_ARRIVED) {
            arrived.add(reply);
        } else if (reply != null) {
            end(new SmtpProtocolException("more replies than commands"));
        }
    }

    private void end(Throwable why) {
        ended = why;
        MonoSink<SmtpReply> sink = waiting;
        waiting = null;
        if (sink != null) {
            sink.error(why);
        }
        connection.dispose();
    }

    boolean usable() {
        return ended == null && !connection.isDisposed();
    }

    int messages() {
        return messages.get();
    }

    void rest(long nowNanos) {
        restingSinceNanos = nowNanos;
        resting = true;
    }

    boolean restedFor(Duration limit, long nowNanos) {
        return nowNanos - restingSinceNanos >= limit.toNanos();
    }

    /** Says goodbye where that is still possible, and closes. */
    Mono<Void> quit() {
        resting = false;
        return command("QUIT")
                .timeout(Duration.ofSeconds(1))
                .onErrorComplete()
                .then()
                .doFinally(signal -> close());
    }

    void close() {
        connection.dispose();
    }

    /** Cuts what comes into lines, and tells whether a part of one is left. */
    private static final class Lines extends LineBasedFrameDecoder {

        Lines() {
            super(LONGEST_LINE);
        }

        boolean isEmpty() {
            return actualReadableBytes() == 0;
        }
    }

    /** The relay's answer was no. */
    private static final class Refusal extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient SmtpReply reply;
        private final boolean aboutTheMessage;

        Refusal(SmtpReply reply, boolean aboutTheMessage) {
            super("refused", null, false, false);
            this.reply = reply;
            this.aboutTheMessage = aboutTheMessage;
        }
    }

    /** Keeps a failure of the last check apart from failures of the connection. */
    private static final class CheckFailed extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final Throwable reason;

        CheckFailed(Throwable reason) {
            super(reason);
            this.reason = reason;
        }

        Throwable reason() {
            return reason;
        }
    }
}
