package org.pressroom.local;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pressroom.local.folder.CannotStartException;

/**
 * What was said on the command line.
 *
 * @param port of the site
 * @param mailPort of the mailbox's page
 * @param data the folder for data and logs
 * @param fresh whether all data is deleted first
 * @param empty whether a new site starts without sample articles
 * @param prepare whether the programs are only to be prepared for a quick start
 * @param scale how many processes of each program
 * @param help whether only the usage is wanted
 */
record Options(
        int port, int mailPort, Path data, boolean fresh, boolean empty, boolean prepare, Scale scale, boolean help) {
    static final int DEFAULT_PORT = 9000;

    /** So far above the site's port is the mailbox, where nothing else is said. */
    static final int MAIL_OFFSET = 25;

    private static final int HIGHEST_PORT = 65_535;

    /**
     * Reads the arguments.
     *
     * @throws CannotStartException where one is not known or not well-formed
     */
    static Options parse(List<String> arguments, Path defaultData) throws CannotStartException {
        Deque<String> left = new ArrayDeque<>(arguments);
        int port = DEFAULT_PORT;
        @Nullable Integer mailPort = null;
        Path data = defaultData;
        boolean fresh = false;
        boolean empty = false;
        boolean prepare = false;
        Scale scale = Scale.ONE_OF_EACH;
        boolean help = false;
        while (!left.isEmpty()) {
            String argument = left.pop();
            int equals = argument.startsWith("--") ? argument.indexOf('=') : -1;
            String name = equals < 0 ? argument : argument.substring(0, equals);
            if (equals >= 0) {
                left.push(argument.substring(equals + 1));
            }
            switch (name) {
                case "--port" -> port = port(name, value(name, left));
                case "--mail-port" -> mailPort = port(name, value(name, left));
                case "--data" -> data = Path.of(value(name, left));
                case "--fresh" -> fresh = flag(name, equals);
                case "--empty" -> empty = flag(name, equals);
                case "--prepare" -> prepare = flag(name, equals);
                case "--scale" -> scale = Scale.parse(value(name, left));
                case "--help", "-h" -> help = flag(name, equals);
                default ->
                    throw new CannotStartException("there is no option " + argument + " (--help lists what there is)");
            }
        }
        int mail = mailPort == null ? port + MAIL_OFFSET : mailPort;
        if (mail > HIGHEST_PORT) {
            mail = port - MAIL_OFFSET;
        }
        if (mail == port) {
            throw new CannotStartException("the site and the mailbox cannot share port " + port);
        }
        if (prepare && fresh) {
            throw new CannotStartException("--prepare leaves all data alone: say --fresh without it");
        }
        return new Options(port, mail, data.toAbsolutePath().normalize(), fresh, empty, prepare, scale, help);
    }

    private static String value(String name, Deque<String> left) throws CannotStartException {
        if (left.isEmpty() || left.peek().isEmpty()) {
            throw new CannotStartException(name + " needs a value");
        }
        return left.pop();
    }

    private static boolean flag(String name, int equals) throws CannotStartException {
        if (equals >= 0) {
            throw new CannotStartException(name + " takes no value");
        }
        return true;
    }

    private static int port(String name, String value) throws CannotStartException {
        try {
            int port = Integer.parseInt(value);
            if (port >= 1 && port <= HIGHEST_PORT) {
                return port;
            }
        } catch (NumberFormatException notANumber) {
            // Told below.
        }
        throw new CannotStartException(name + " needs a port from 1 to " + HIGHEST_PORT + ", not " + value);
    }
}
