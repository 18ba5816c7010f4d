package org.pressroom.subscription;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.pressroom.testkit.Relay;

/**
 * Stands between the service and a real SMTP server and passes on what both say, but for the faults that a test asks
 * for. Can also be away.
 */
public final class FaultyRelay implements AutoCloseable {

    /** What happens to a mail to an address. */
    public enum Fault {
        /** 451 to RCPT, once; then it is passed on. */
        BUSY_ONCE,
        /** 550 to RCPT. */
        NO_SUCH_MAILBOX,
        /** 554 in answer to the content. */
        CONTENT_REFUSED,
        /** The connection is cut before the answer to the content. */
        CUT_AFTER_CONTENT,
        /** Nothing is said to the content until it is healed; then the connection is cut. */
        SILENT_AFTER_CONTENT,
        /** The connection is cut in place of an answer to DATA, once. */
        CUT_BEFORE_CONTENT_ONCE,
        /** 421 to RCPT and the connection is cut, once. */
        CLOSING_ONCE,
        /** 421 to RCPT and the connection is cut, each time. */
        CLOSING
    }

    private final Map<String, Fault> faults = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> offers = new ConcurrentHashMap<>();
    private final Relay relay;

    /** @param target the port of the real server */
    public FaultyRelay(int target) {
        relay = new Relay(
                "127.0.0.1",
                target,
                (client, server) -> new Dialogue(client, server).run(),
                (server, client) -> server.getInputStream().transferTo(client.getOutputStream()));
    }

    public int port() {
        return relay.port();
    }

    public void fault(String address, Fault fault) {
        faults.put(address, fault);
    }

    public void heal(String address) {
        faults.remove(address);
        synchronized (faults) {
            faults.notifyAll();
        }
    }

    private void awaitHealing(String address) {
        synchronized (faults) {
            while (faults.containsKey(address)) {
                try {
                    faults.wait();
                } catch (InterruptedException over) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }

    /** How often a mail to this address got as far as RCPT. */
    int offers(String address) {
        return offers.getOrDefault(address, new AtomicInteger()).get();
    }

    public void goAway() {
        relay.goAway();
    }

    public void comeBack() {
        relay.comeBack();
    }

    @Override
    public void close() {
        relay.close();
    }

    private final class Dialogue {
        private final InputStream fromClient;
        private final OutputStream toClient;
        private final OutputStream toRelay;
        private @Nullable Fault fault;
        private String recipient = "";

        Dialogue(Socket client, Socket relay) throws IOException {
            fromClient = client.getInputStream();
            toClient = client.getOutputStream();
            toRelay = relay.getOutputStream();
        }

        void run() throws IOException {
            BufferedReader lines = new BufferedReader(new InputStreamReader(fromClient, StandardCharsets.ISO_8859_1));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("RCPT TO:<")) {
                    String address = line.substring("RCPT TO:<".length(), line.indexOf('>'));
                    offers.computeIfAbsent(address, unused -> new AtomicInteger())
                            .incrementAndGet();
                    fault = faults.get(address);
                    recipient = address;
                    if (fault == Fault.BUSY_ONCE) {
                        faults.remove(address);
                        answer("451 4.3.0 come back later");
                        continue;
                    } else if (fault == Fault.NO_SUCH_MAILBOX) {
                        answer("550 5.1.1 <" + address + "> is not here");
                        continue;
                    } else if (fault == Fault.CLOSING_ONCE || fault == Fault.CLOSING) {
                        faults.remove(address, Fault.CLOSING_ONCE);
                        answer("421 4.3.2 going down");
                        return;
                    }
                } else if (line.equals("DATA") && fault == Fault.CUT_BEFORE_CONTENT_ONCE) {
                    faults.values().remove(Fault.CUT_BEFORE_CONTENT_ONCE);
                    return;
                } else if (line.equals("DATA")
                        && (fault == Fault.CONTENT_REFUSED
                                || fault == Fault.CUT_AFTER_CONTENT
                                || fault == Fault.SILENT_AFTER_CONTENT)) {
                    answer("354 go on");
                    skipContent(lines);
                    if (fault == Fault.SILENT_AFTER_CONTENT) {
                        awaitHealing(recipient);
                        return;
                    }
                    if (fault == Fault.CUT_AFTER_CONTENT) {
                        return;
                    }
                    answer("554 5.7.1 not this");
                    continue;
                }
                toRelay.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
                toRelay.flush();
            }
        }

        private void skipContent(BufferedReader lines) throws IOException {
            String line = lines.readLine();
            while (line != null && !line.equals(".")) {
                line = lines.readLine();
            }
        }

        private void answer(String reply) throws IOException {
            toClient.write((reply + "\r\n").getBytes(StandardCharsets.US_ASCII));
            toClient.flush();
        }
    }
}
