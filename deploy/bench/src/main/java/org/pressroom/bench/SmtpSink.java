package org.pressroom.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** A mail server that takes every mail, keeps none, and counts them. */
final class SmtpSink implements AutoCloseable {
    private final ServerSocket socket;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "smtp-sink");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicInteger mails = new AtomicInteger();

    private SmtpSink(ServerSocket socket) {
        this.socket = socket;
    }

    static SmtpSink open() throws IOException {
        SmtpSink sink = new SmtpSink(new ServerSocket(0, 128, InetAddress.getLoopbackAddress()));
        Future<?> unused = sink.threads.submit(sink::accept);
        return sink;
    }

    int port() {
        return socket.getLocalPort();
    }

    /** How many mails it has taken. */
    int mails() {
        return mails.get();
    }

    private Void accept() throws IOException {
        while (true) {
            Socket client = socket.accept();
            Future<?> unused = threads.submit(() -> talk(client));
        }
    }

    private Void talk(Socket client) throws IOException {
        try (client;
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
                Writer out = new OutputStreamWriter(client.getOutputStream(), StandardCharsets.UTF_8)) {
            client.setTcpNoDelay(true);
            say(out, "220 sink");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                switch (line.substring(0, Math.min(4, line.length())).toUpperCase(Locale.ROOT)) {
                    case "EHLO" -> say(out, "250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SMTPUTF8");
                    case "DATA" -> {
                        say(out, "354 go on");
                        for (String text = in.readLine(); text != null && !text.equals("."); text = in.readLine()) {
                            // It is not kept.
                        }
                        say(out, "250 taken");
                        mails.incrementAndGet();
                    }
                    case "QUIT" -> {
                        say(out, "221 bye");
                        return null;
                    }
                    default -> say(out, "250 so be it");
                }
            }
        } catch (SocketException gone) {
            // Whoever sends may leave at any time.
        }
        return null;
    }

    private static void say(Writer out, String line) throws IOException {
        out.write(line + "\r\n");
        out.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        threads.shutdownNow();
    }
}
