package org.pressroom.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.pressroom.embedded.Ports;
import org.pressroom.embedded.PostgresArchive;
import org.pressroom.embedded.PostgresServer;
import org.pressroom.embedded.PostgresSettings;
import org.pressroom.local.folder.CannotStartException;
import org.pressroom.local.folder.DataFolder;
import org.pressroom.local.folder.Leftovers;
import org.pressroom.local.folder.Secrets;
import org.pressroom.local.folder.State;

/**
 * What {@code deploy/local/reset-admin-password} runs: has the gateway's own command set a new password, on the running
 * database, or on one that is started for it where the suite is stopped.
 */
public final class ResetAdminPassword {
    private static final int MISUSED = 2;
    private static final int CONNECTIONS = 10;

    private ResetAdminPassword() {}

    /** Takes {@code [--data DIR] [USERNAME]}; the project's folder comes as the property {@code pressroom.root}. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path root = Path.of(System.getProperty("pressroom.root", "")).toAbsolutePath();
        Console console = new Console(System.out);
        int exit;
        try {
            Path data = root.resolve("deploy/local/data");
            String username = "admin";
            List<String> left = new ArrayList<>(List.of(arguments));
            while (!left.isEmpty()) {
                String argument = left.remove(0);
                if (argument.equals("--data") && !left.isEmpty()) {
                    data = Path.of(left.remove(0)).toAbsolutePath().normalize();
                } else if (argument.startsWith("--data=")) {
                    data = Path.of(argument.substring("--data=".length()))
                            .toAbsolutePath()
                            .normalize();
                } else if (argument.startsWith("-")) {
                    throw new CannotStartException("usage: reset-admin-password [--data DIR] [USERNAME]");
                } else {
                    username = argument;
                }
            }
            Installation installation;
            try (Preparing preparing = Preparing.unpacking(root, console, () -> false)) {
                installation = Installation.of(root, preparing, console);
            }
            exit = reset(data, username, installation);
        } catch (CannotStartException refusal) {
            console.line("reset-admin-password: " + refusal.getMessage());
            exit = MISUSED;
        }
        System.exit(exit);
    }

    private static int reset(Path data, String username, Installation installation)
            throws IOException, InterruptedException, CannotStartException {
        if (!Files.isDirectory(data.resolve("postgresql"))) {
            throw new CannotStartException("there is no suite in " + data + ": name its folder with --data DIR");
        }
        if (DataFolder.isTaken(data)) {
            State state = State.read(data)
                    .orElseThrow(() ->
                            new CannotStartException("the suite in " + data + " is just being started: try again"));
            return run(installation, username, state.database().port(), Secrets.in(data.resolve("secrets")));
        }
        try (DataFolder folder = DataFolder.take(data)) {
            Leftovers.end(data);
            Secrets secrets = folder.secrets();
            PostgresSettings settings = new PostgresSettings(
                    folder.postgresql(),
                    Ports.free(),
                    folder.logs().resolve("postgresql.log"),
                    secrets.password(PostgresSettings.SUPERUSER),
                    true,
                    CONNECTIONS);
            try (PostgresServer server = PostgresServer.start(PostgresArchive.unpacked(), settings)) {
                return run(installation, username, server.port(), secrets);
            }
        }
    }

    private static int run(Installation installation, String username, int port, Secrets secrets)
            throws IOException, InterruptedException {
        List<String> command = installation.command(Program.GATEWAY, quickStart(installation));
        command.addAll(List.of("reset-password", username));
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().putAll(Suite.databaseEnvironment(Program.GATEWAY, port, secrets));
        return builder.start().waitFor();
    }

    private static List<String> quickStart(Installation installation) {
        Path archive = installation.archive(Program.GATEWAY);
        List<String> options = new ArrayList<>(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        if (archive.toFile().length() > 0) {
            options.addAll(List.of("-XX:SharedArchiveFile=" + archive, "-Xshare:auto", "-Xlog:disable"));
        }
        return options;
    }
}
