package org.pressroom.local;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Finds who listens on a port, where the system tells: on Linux, and for processes of the same user. */
final class PortHolder {
    private static final int ADDRESS = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;
    private static final String LISTENING = "0A";

    private PortHolder() {}

    /** Such as {@code process 4711 (java)}. */
    static Optional<String> of(int port, Path proc) {
        try {
            Set<String> sockets = new HashSet<>();
            for (String table : List.of("net/tcp", "net/tcp6")) {
                sockets.addAll(listening(proc.resolve(table), port));
            }
            return sockets.isEmpty() ? Optional.empty() : holder(proc, sockets);
        } catch (IOException noSuchTable) {
            return Optional.empty();
        }
    }

    private static Set<String> listening(Path table, int port) throws IOException {
        Set<String> sockets = new HashSet<>();
        if (Files.isReadable(table)) {
            String suffix = String.format(Locale.ROOT, ":%04X", port);
            for (String line : Files.readAllLines(table)) {
                List<String> fields = List.of(line.trim().split("\\s+"));
                if (fields.size() > INODE
                        && fields.get(ADDRESS).endsWith(suffix)
                        && fields.get(STATE).equals(LISTENING)) {
                    sockets.add("socket:[" + fields.get(INODE) + "]");
                }
            }
        }
        return sockets;
    }

    private static Optional<String> holder(Path proc, Set<String> sockets) throws IOException {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : processes) {
                if (holdsOne(process, sockets)) {
                    return Optional.of("process " + process.getFileName() + name(process));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean holdsOne(Path process, Set<String> sockets) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path file : files) {
                if (sockets.contains(Files.readSymbolicLink(file).toString())) {
                    return true;
                }
            }
        } catch (IOException goneOrNotOurs) {
            return false;
        }
        return false;
    }

    private static String name(Path process) {
        try {
            return " (" + Files.readString(process.resolve("comm")).trim() + ")";
        } catch (IOException unknown) {
            return "";
        }
    }
}
