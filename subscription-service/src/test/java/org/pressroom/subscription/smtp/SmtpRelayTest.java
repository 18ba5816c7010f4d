package org.pressroom.subscription.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pressroom.subscription.smtp.RelaySettings.Security;
import reactor.core.publisher.Mono;

/** What the relay's answers, and its silence, mean for a message. */
class SmtpRelayTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final byte[] CONTENT =
            "Subject: a\r\n\r\n.one\r\n..two\r\nthree".getBytes(StandardCharsets.US_ASCII);
    private static final Envelope ENVELOPE = new Envelope("news@news.example", "rita@readers.example");

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicInteger checks = new AtomicInteger();
    private final ServerSocket server = listen();
    private volatile UnaryOperator<String> answers = SmtpRelayTest::usual;

    @BeforeEach
    void serve() {
        thread(this::accept);
    }

    @AfterEach
    void close() throws IOException {
        over.countDown();
        server.close();
    }

    @Test
    void aMessageArrivesAsItIsAndTheConnectionIsUsedAgain() {
        SmtpRelay relay = relay(command -> switch (command) {
            case "EHLO news.example" -> "250-hello\r\n250 SIZE 1000";
            default -> usual(command);
        });

        assertThat(send(relay, ENVELOPE)).isEqualTo(new SmtpResult.Accepted(250));
        assertThat(send(relay, ENVELOPE)).isEqualTo(new SmtpResult.Accepted(250));

        assertThat(connections).hasValue(1);
        // As it goes over the wire: leading dots doubled, the end on a line of its own.
        assertThat(heard)
                .startsWith(
                        "EHLO news.example",
                        "MAIL FROM:<news@news.example>",
                        "RCPT TO:<rita@readers.example>",
                        "DATA",
                        "Subject: a",
                        "",
                        "..one",
                        "...two",
                        "three",
                        ".",
                        "MAIL FROM:<news@news.example>");
    }

    @Test
    void commandsGoTogetherWhereTheRelayTakesThem() {
        SmtpRelay relay = relay(command -> command.startsWith("EHLO") ? "250-hello\r\n250 PIPELINING" : usual(command));

        assertThat(send(relay, ENVELOPE)).isEqualTo(new SmtpResult.Accepted(250));
        assertThat(send(relay, ENVELOPE)).isEqualTo(new SmtpResult.Accepted(250));
    }

    @Test
    void aRefusalOfOneMessageLeavesTheConnectionToTheNext() {
        SmtpRelay relay = relay(command -> switch (command) {
            case "EHLO news.example" -> "250-hello\r\n250 PIPELINING";
            case "RCPT TO:<nobody@readers.example>" -> "550-5.1.1 no\r\n550 5.1.1 such mailbox";
            case "RCPT TO:<full@readers.example>" -> "452 4.2.2 full";
            default -> usual(command);
        });

        assertThat(send(relay, new Envelope("news@news.example", "nobody@readers.example")))
                .isEqualTo(new SmtpResult.Refused(true, 550, "5.1.1 no 5.1.1 such mailbox"));
        assertThat(send(relay, new Envelope("news@news.example", "full@readers.example")))
                .isEqualTo(new SmtpResult.Refused(false, 452, "4.2.2 full"));
        assertThat(send(relay, ENVELOPE)).isEqualTo(new SmtpResult.Accepted(250));
        assertThat(connections).hasValue(1);
        assertThat(checks).hasValue(1);
    }

    @Test
    void aRefusedSenderIsNoFaultOfTheMessage() {
        SmtpRelay relay = relay(command -> command.startsWith("MAIL") ? "550 5.7.1 not from you" : usual(command));

        assertThat(send(relay, ENVELOPE)).isEqualTo(new SmtpResult.Refused(false, 550, "5.7.1 not from you"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "554 5.7.1 <rita@readers.example>: Relay access denied",
                "550-5.7.1 not\r\n550 5.7.1 allowed",
                "501 5.5.4 what",
                "503 need MAIL before RCPT",
                "530 authentication required",
                "535 wrong password"
            })
    void aRecipientThatIsRefusedForWhatWeAreIsTriedAgain(String answer) {
        SmtpRelay relay = relay(command -> command.startsWith("RCPT") ? answer : usual(command));

        assertThat(send(relay, ENVELOPE))
                .isInstanceOfSatisfying(SmtpResult.Refused.class, refused -> assertThat(refused.forGood())
                        .isFalse());
    }

    @Test
    void silenceBeforeTheContentMeansNothingWasHandedOverAndAfterItNobodyKnows() {
        SmtpRelay mute = relay(command -> command.equals("DATA") ? "" : usual(command));
        assertThat(send(mute, ENVELOPE)).isInstanceOf(SmtpResult.Unreachable.class);

        SmtpRelay muteAtTheEnd = relay(command -> command.equals(".") ? "" : usual(command));
        assertThat(send(muteAtTheEnd, ENVELOPE)).isInstanceOf(SmtpResult.Unknown.class);
    }

    @Test
    void aRelayThatStopsReadingTheContentIsNotWaitedForWithoutEnd() {
        SmtpRelay relay = relay(command -> command.equals("DATA") ? "354 stall" : usual(command));
        byte[] moreThanFitsInBuffers =
                "x".repeat(70).concat("\r\n").repeat(500_000).getBytes(StandardCharsets.US_ASCII);

        assertThat(relay.send(ENVELOPE, moreThanFitsInBuffers, Mono.just(true)).block(PATIENCE))
                .isInstanceOf(SmtpResult.Unknown.class);
    }

    @Test
    void nonsenseAfterTheContentIsNoAnswer() {
        SmtpRelay relay = relay(command -> command.equals(".") ? "hello there" : usual(command));

        assertThat(send(relay, ENVELOPE)).isInstanceOf(SmtpResult.Unknown.class);
    }

    @Test
    void aRelayThatDoesNotGreetCannotBeReached() {
        SmtpRelay unwilling = relay(command -> command.equals("greeting") ? "554 go away" : usual(command));
        assertThat(send(unwilling, ENVELOPE))
                .isEqualTo(new SmtpResult.Unreachable("the relay cannot be reached: the relay answered 554", false));
    }

    @Test
    void aRelayThatIsNotThereCannotBeReached() throws IOException {
        // Nobody is accepting meanwhile: that would keep the port open for one more.
        server.close();
        assertThat(send(new SmtpRelay(settings(Security.NONE)), ENVELOPE))
                .isInstanceOfSatisfying(SmtpResult.Unreachable.class, unreachable -> {
                    assertThat(unreachable.why()).contains("refused");
                    assertThat(unreachable.wasReady()).isFalse();
                });
    }

    @Test
    void aRelayThatSaysMoreThanItIsAskedIsNotListenedTo() {
        SmtpRelay relay =
                relay(command -> command.startsWith("MAIL") ? "250 a" + "\r\n250 b".repeat(10) : usual(command));

        assertThat(send(relay, ENVELOPE)).isInstanceOf(SmtpResult.Unreachable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"250 put in", "250-put", "250 unended"})
    void whatCameBeforeTheEncryptionIsNotTakenForWhatComesThroughIt(String putIn) {
        relay(command -> switch (command) {
            case "EHLO news.example" -> "250-hello\r\n250 STARTTLS";
            case "STARTTLS" -> "220 go on\r\n" + putIn;
            default -> usual(command);
        });

        assertThat(send(new SmtpRelay(settings(Security.STARTTLS)), ENVELOPE))
                .isEqualTo(new SmtpResult.Unreachable(
                        "the relay cannot be reached: replies before the encryption began", false));
    }

    @Test
    void aConnectionThatDiedWhileItRestedIsReplaced() {
        AtomicInteger transactions = new AtomicInteger();
        SmtpRelay relay = relay(command -> {
            if (command.startsWith("MAIL") && transactions.incrementAndGet() == 2) {
                return "cut";
            }
            return usual(command);
        });

        assertThat(send(relay, ENVELOPE)).isEqualTo(new SmtpResult.Accepted(250));
        assertThat(send(relay, ENVELOPE)).isEqualTo(new SmtpResult.Accepted(250));

        assertThat(connections).hasValue(2);
    }

    @Test
    void theLastCheckCanWithholdTheContentAndItsFailureIsTold() {
        SmtpRelay relay = relay(SmtpRelayTest::usual);

        assertThat(relay.send(ENVELOPE, CONTENT, Mono.just(false)).block(PATIENCE))
                .isEqualTo(new SmtpResult.Withheld());
        assertThatThrownBy(() -> relay.send(ENVELOPE, CONTENT, Mono.error(new IllegalStateException("database")))
                        .block(PATIENCE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("database");
        assertThat(heard).doesNotContain("DATA");
    }

    @Test
    void anInternationalisedAddressNeedsARelayThatTakesIt() {
        Envelope envelope = new Envelope("news@news.example", "用户@readers.example");
        SmtpRelay without = relay(SmtpRelayTest::usual);
        assertThat(send(without, envelope)).isInstanceOf(SmtpResult.Refused.class);

        SmtpRelay with = relay(
                command -> command.startsWith("EHLO") ? "250-hello\r\n250-8BITMIME\r\n250 SMTPUTF8" : usual(command));
        assertThat(send(with, envelope)).isEqualTo(new SmtpResult.Accepted(250));
        assertThat(heard)
                .contains("MAIL FROM:<news@news.example> BODY=8BITMIME SMTPUTF8", "RCPT TO:<用户@readers.example>");
    }

    @Test
    void nothingIsSentUnencryptedWhereEncryptionIsAskedFor() {
        relay(SmtpRelayTest::usual);
        SmtpRelay encrypted = new SmtpRelay(settings(Security.STARTTLS));

        assertThat(send(encrypted, ENVELOPE)).isInstanceOf(SmtpResult.Unreachable.class);

        assertThat(heard).noneMatch(line -> line.startsWith("MAIL"));
    }

    @Test
    void anAddressCannotCarryACommand() {
        assertThatThrownBy(() -> new Envelope("news@news.example", "a@b.example>\r\nDATA"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Envelope("news@news.example", "a@b.example> SIZE=1"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private SmtpResult send(SmtpRelay relay, Envelope envelope) {
        Mono<Boolean> check = Mono.fromCallable(() -> checks.incrementAndGet() > 0);
        SmtpResult outcome = relay.send(envelope, CONTENT, check).block(PATIENCE);
        return Objects.requireNonNull(outcome);
    }

    private RelaySettings settings(Security security) {
        return new RelaySettings(
                "127.0.0.1",
                server.getLocalPort(),
                security,
                null,
                null,
                "news.example",
                Duration.ofSeconds(5),
                Duration.ofMillis(700),
                Duration.ofMillis(700),
                Duration.ofSeconds(5));
    }

    private static String usual(String command) {
        if (command.equals("greeting")) {
            return "220 here";
        }
        return command.equals("DATA") ? "354 go on" : "250 fine";
    }

    /**
     * A relay whose server answers as told: to "greeting", to each command, and to "." at the end of the content. An
     * empty answer is silence, "cut" closes the connection, "unended" at the end leaves out the line break, "stall"
     * reads no further.
     */
    private SmtpRelay relay(UnaryOperator<String> newAnswers) {
        answers = newAnswers;
        return new SmtpRelay(settings(Security.NONE));
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                connections.incrementAndGet();
                thread(() -> talk(socket));
            } catch (IOException over) {
                return;
            }
        }
    }

    private static void thread(Runnable work) {
        Thread thread = new Thread(work, "scripted-relay");
        thread.setDaemon(true);
        thread.start();
    }

    private void talk(Socket socket) {
        try (socket;
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            OutputStream out = socket.getOutputStream();
            boolean content = false;
            String line = "greeting";
            while (line != null) {
                if (!line.equals("greeting")) {
                    heard.add(line);
                }
                content = content && !line.equals(".");
                String answer = content ? "" : answers.apply(line);
                if (answer.equals("cut")) {
                    return;
                }
                if (!answer.isEmpty()) {
                    String end = answer.endsWith("unended") ? "" : "\r\n";
                    out.write((answer + end).getBytes(StandardCharsets.UTF_8));
                    out.flush();
                }
                if (answer.endsWith("stall")) {
                    over.await();
                    return;
                }
                content = content || answer.startsWith("354");
                line = in.readLine();
            }
        } catch (IOException | InterruptedException end) {
            // The client has what it wanted.
        }
    }

    private static ServerSocket listen() {
        try {
            return new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
