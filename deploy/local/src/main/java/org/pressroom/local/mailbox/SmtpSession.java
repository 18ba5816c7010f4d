package org.pressroom.local.mailbox;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What one client says over one connection, and what it is answered. */
final class SmtpSession {
    static final int LARGEST_MAIL = 25 * 1024 * 1024;
    private static final int LONGEST_LINE = 4096;
    private static final int MOST_RECIPIENTS = 1000;
    private static final int IDLE_MILLIS = 5 * 60 * 1000;
    private static final Pattern PATH = Pattern.compile("(?:FROM|TO):\\s*<([^<>\\s]*)>.*", Pattern.CASE_INSENSITIVE);

    private final InputStream in;
    private final byte[] buffer = new byte[16 * 1024];
    private int position;
    private int filled;
    private final OutputStream out;
    private final MailStore store;
    private @Nullable String from;
    private final List<String> to = new ArrayList<>();

    SmtpSession(Socket socket, MailStore store) throws IOException {
        socket.setSoTimeout(IDLE_MILLIS);
        socket.setTcpNoDelay(true);
        this.in = socket.getInputStream();
        this.out = new BufferedOutputStream(socket.getOutputStream());
        this.store = store;
    }

    void talk() throws IOException {
        say("220 localhost Pressroom mailbox");
        boolean staying = true;
        while (staying) {
            staying = obey(readLine());
        }
    }

    private boolean obey(String line) throws IOException {
        int end = line.indexOf(' ');
        String verb = (end < 0 ? line : line.substring(0, end)).toUpperCase(Locale.ROOT);
        String rest = end < 0 ? "" : line.substring(end + 1).trim();
        switch (verb) {
            case "EHLO" -> greet();
            case "HELO" -> say("250 localhost");
            case "MAIL" -> begin(rest);
            case "RCPT" -> address(rest);
            case "DATA" -> data();
            case "RSET" -> {
                forget();
                say("250 2.0.0 ok");
            }
            case "NOOP" -> say("250 2.0.0 ok");
            case "VRFY" -> say("252 2.5.2 everybody gets mail here");
            case "QUIT" -> {
                say("221 2.0.0 bye");
                out.flush();
                return false;
            }
            default -> say("502 5.5.2 not known here");
        }
        return true;
    }

    private void greet() throws IOException {
        forget();
        say("250-localhost");
        say("250-PIPELINING");
        say("250-8BITMIME");
        say("250-SMTPUTF8");
        say("250-ENHANCEDSTATUSCODES");
        say("250 SIZE " + LARGEST_MAIL);
    }

    private void begin(String rest) throws IOException {
        Matcher path = PATH.matcher(rest);
        if (!path.matches()) {
            say("501 5.5.4 say MAIL FROM:<address>");
        } else {
            forget();
            from = path.group(1);
            say("250 2.1.0 ok");
        }
    }

    private void address(String rest) throws IOException {
        Matcher path = PATH.matcher(rest);
        if (from == null) {
            say("503 5.5.1 say MAIL first");
        } else if (!path.matches() || path.group(1).isEmpty()) {
            say("501 5.5.4 say RCPT TO:<address>");
        } else if (to.size() >= MOST_RECIPIENTS) {
            say("452 4.5.3 too many recipients");
        } else {
            to.add(path.group(1));
            say("250 2.1.5 ok");
        }
    }

    private void data() throws IOException {
        String sender = from;
        if (sender == null || to.isEmpty()) {
            say("503 5.5.1 say MAIL and RCPT first");
            return;
        }
        say("354 end with a line of one dot");
        out.flush();
        MailStore.Draft draft = store.receive(new Envelope(sender, to));
        boolean complete = false;
        try {
            complete = copyText(draft.text());
        } finally {
            if (!complete) {
                draft.discard();
            }
        }
        if (complete) {
            say("250 2.0.0 kept as " + draft.keep().id());
        } else {
            say("552 5.3.4 too large");
        }
        forget();
    }

    /** Copies up to the line of one dot, which is not copied; false, with the rest read over, where it is too much. */
    private boolean copyText(OutputStream text) throws IOException {
        long copied = 0;
        boolean atLineStart = true;
        while (true) {
            int next = read();
            if (atLineStart && next == '.') {
                next = read();
                if (next == '\r' && peek() == '\n') {
                    read();
                    return copied <= LARGEST_MAIL;
                }
                if (next == '\n') {
                    return copied <= LARGEST_MAIL;
                }
            }
            if (++copied <= LARGEST_MAIL) {
                text.write(next);
            }
            atLineStart = next == '\n';
        }
    }

    private void forget() {
        from = null;
        to.clear();
    }

    /** Answers wait until all that came has been read, so that pipelined commands are answered in one packet. */
    private void say(String answer) throws IOException {
        out.write(answer.getBytes(StandardCharsets.US_ASCII));
        out.write('\r');
        out.write('\n');
    }

    private String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = read(); next != '\n'; next = read()) {
            if (line.size() >= LONGEST_LINE) {
                throw new IOException("a line too long");
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private int read() throws IOException {
        int next = peek();
        position++;
        return next;
    }

    private int peek() throws IOException {
        if (position == filled) {
            out.flush();
            filled = in.read(buffer);
            position = 0;
            if (filled < 0) {
                filled = 0;
                throw new EOFException();
            }
        }
        return buffer[position] & 0xff;
    }
}
