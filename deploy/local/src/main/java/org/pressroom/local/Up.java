package org.pressroom.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.pressroom.embedded.Folders;
import org.pressroom.local.Scale.Instance;
import org.pressroom.local.folder.CannotStartException;
import org.pressroom.local.folder.DataFolder;
import org.pressroom.local.folder.Leftovers;
import org.pressroom.local.folder.Secrets;
import org.pressroom.local.samples.Samples;

/**
 * What {@code deploy/local/up} runs once everything is built: starts the suite, keeps it running, and stops it in good
 * order at Ctrl-C. Scripts find who runs where in {@link org.pressroom.local.folder.State}.
 */
public final class Up {
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private final Console console;
    private final Path root;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicBoolean ending = new AtomicBoolean();
    private final AtomicBoolean failed = new AtomicBoolean();
    private final AtomicBoolean hurried = new AtomicBoolean();
    private final AtomicReference<@Nullable Suite> running = new AtomicReference<>();

    private Up(Console console, Path root) {
        this.console = console;
        this.root = root;
    }

    /** Takes the options of {@link Options}; the project's folder comes as the property {@code pressroom.root}. */
    public static void main(String[] arguments) {
        Path root = Path.of(System.getProperty("pressroom.root", "")).toAbsolutePath();
        Console console = new Console(System.out);
        int exit;
        try {
            Options options = Options.parse(List.of(arguments), root.resolve("deploy/local/data"));
            if (options.help()) {
                System.out.print(usage());
                exit = 0;
            } else {
                Up up = new Up(console, root);
                exit = options.prepare() ? up.prepare() : up.run(options);
            }
        } catch (CannotStartException refusal) {
            console.line("up: " + refusal.getMessage());
            exit = MISUSED;
        } catch (IOException failed) {
            console.line("up: " + failed.getMessage());
            exit = FAILED;
        } catch (InterruptedException unexpected) {
            exit = FAILED;
        }
        // Threads that wait for a part, if any, must not keep the program.
        System.exit(exit);
    }

    /** Leaves everything as the next start wants it. Nothing of a site's data is touched. */
    private int prepare() throws IOException, InterruptedException, CannotStartException {
        Signals.handle(this::end);
        Memory.shortage(Path.of("/"), Scale.ONE_OF_EACH.instances().size()).ifPresent(console::say);
        try {
            Installation installation = unpack();
            try (Preparing training = Preparing.training(root, console, ending::get)) {
                if (installation.isTrained()) {
                    console.say("the programs are prepared already");
                    return 0;
                }
                train(installation, training);
            }
            return ending.get() || installation.isTrained() ? 0 : FAILED;
        } catch (InterruptedException asked) {
            return 0;
        }
    }

    private int run(Options options) throws IOException, InterruptedException, CannotStartException {
        Signals.handle(this::end);
        try (DataFolder folder = DataFolder.take(options.data())) {
            List<String> left = Leftovers.end(folder.root());
            if (!left.isEmpty()) {
                console.say("ended what an earlier up had left: " + String.join(", ", left));
            }
            if (options.fresh()) {
                folder.empty();
                console.say("deleted all data in " + folder.root());
            }
            Files.createDirectories(folder.logs());
            console.keepIn(folder.logs().resolve("up.log"));
            List<Instance> instances = options.scale().instances();
            Memory.shortage(Path.of("/"), instances.size()).ifPresent(console::say);
            PortPlan ports = PortPlan.choose(options.port(), options.mailPort(), instances);
            Installation installation;
            try {
                installation = unpack();
            } catch (InterruptedException asked) {
                return 0;
            }
            return serve(options, folder, ports, installation);
        }
    }

    private Installation unpack() throws IOException, InterruptedException, CannotStartException {
        try (Preparing preparing = Preparing.unpacking(root, console, ending::get)) {
            return Installation.of(root, preparing, console);
        }
    }

    private int serve(Options options, DataFolder folder, PortPlan ports, Installation installation)
            throws IOException, InterruptedException {
        Secrets secrets = folder.secrets();
        boolean first = !folder.samplesAreLoaded();
        if (first && secrets.firstAdminPassword().isEmpty()) {
            @Nullable String given = System.getenv("PRESSROOM_ADMIN_PASSWORD");
            secrets.keepFirstAdminPassword(given == null || given.isBlank() ? Secrets.madeUp(12) : given);
        }
        Optional<String> password = secrets.firstAdminPassword();
        Suite suite = new Suite(
                folder, ports, options.scale().instances(), installation, password.orElse(null), false, console);
        running.set(suite);
        Thread starting = new Thread(() -> start(suite, options, folder, password), "start");
        starting.setDaemon(true);
        starting.start();
        ended.await();
        console.say("stopping");
        if (suite.stop() && !hurried.get()) {
            installation.keepArchives();
        }
        console.say("stopped");
        return failed.get() ? FAILED : 0;
    }

    private void start(Suite suite, Options options, DataFolder folder, Optional<String> password) {
        try {
            suite.start();
            if (!folder.samplesAreLoaded()) {
                welcome(suite, options, folder, password.orElseThrow());
            }
            console.line("");
            console.line("  The site     " + suite.siteUrl() + "/");
            console.line("  The desk     " + suite.siteUrl() + "/desk/");
            console.line("  The mailbox  " + suite.mailUrl() + "/");
            suite.others().forEach((name, address) -> console.line("  Also " + name + " at " + address + "/"));
            console.line("  Data and logs are in " + folder.root() + "; Ctrl-C stops everything.");
            console.line("");
            console.line("ready " + suite.siteUrl() + " mail " + suite.mailUrl());
        } catch (IOException | RuntimeException failure) {
            console.say("the suite could not be started: "
                    + (failure instanceof IOException ? failure.getMessage() : failure.toString()));
            failed.set(true);
            end();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** What only the first start of a site does. */
    private void welcome(Suite suite, Options options, DataFolder folder, String password)
            throws IOException, InterruptedException {
        @Nullable String given = System.getenv("PRESSROOM_ADMIN_PASSWORD");
        if (!password.equals(given)) {
            console.line("");
            console.secret("  Sign in as admin with the password " + password);
            console.line("  It is shown this once; deploy/local/reset-admin-password makes a new one.");
            console.line("");
        }
        if (!options.empty()) {
            try {
                int count = new Samples(suite.siteUrl(), password).load();
                console.say("loaded " + count + " sample articles");
            } catch (Samples.SignInRefused changed) {
                console.say("the sample articles are left as they are: admin has another password by now");
            } catch (IOException incomplete) {
                console.say("the sample articles are not complete (" + incomplete.getMessage()
                        + "); the next start goes on with them");
                return;
            }
        }
        folder.samplesLoaded(options.empty() ? "none" : "all");
        folder.secrets().forgetFirstAdminPassword();
    }

    /** Runs the suite once on a folder of its own, so that each JVM writes down which classes it loads. */
    private void train(Installation installation, Preparing training)
            throws IOException, InterruptedException, CannotStartException {
        console.say("preparing the programs for a quick start (once a build)");
        Path scratch = training.folder().resolveSibling("training");
        Folders.delete(scratch);
        try (DataFolder folder = DataFolder.take(scratch)) {
            PortPlan ports = PortPlan.forTraining();
            String password = Secrets.madeUp(12);
            Suite suite =
                    new Suite(folder, ports, Scale.ONE_OF_EACH.instances(), installation, password, true, console);
            running.set(suite);
            Thread practice = new Thread(() -> practise(suite, password), "practice");
            practice.setDaemon(true);
            practice.start();
            while (practice.isAlive() && !ending.get()) {
                practice.join(100);
            }
            boolean learnt = suite.stop();
            if (!ending.get()) {
                if (learnt) {
                    installation.keepArchives();
                }
                installation.goWithoutMissing();
                console.say("prepared");
            }
        }
        Folders.delete(scratch);
    }

    private void practise(Suite suite, String password) {
        try {
            suite.start();
            new Samples(suite.siteUrl(), password).load();
        } catch (IOException incomplete) {
            console.say("the preparation is not complete: " + incomplete.getMessage());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** For each signal: the first ends the suite in good order, the next ones hurry. */
    private void end() {
        if (ending.compareAndSet(false, true)) {
            ended.countDown();
        } else {
            Suite suite = running.get();
            if (suite != null) {
                hurried.set(true);
                console.say("hurrying");
                suite.hurry();
            }
        }
    }

    private static String usage() throws IOException {
        try (@Nullable InputStream text = Up.class.getResourceAsStream("usage.txt")) {
            return text == null ? "" : new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
