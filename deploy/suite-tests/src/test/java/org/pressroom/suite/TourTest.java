package org.pressroom.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pressroom.client.Call;

/** What README has a newcomer type, as it stands there, but for the password, the addresses, and the slug. */
@WithSuite
class TourTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String BEGIN = "## Five minutes with curl";
    private static final String END = "## How it works";

    /** In the place of a pause: what is waited for may take longer where others have the processors. */
    private static final String PAUSE = "@pause";

    private static final String PAUSES = "sleep() { echo; echo " + PAUSE + "; read -r go; }\n";

    private static final Pattern MANAGE = Pattern.compile("\"manageToken\":\"([^\"]+)\"");

    private final Suite suite;
    private final String reader = Newsroom.address("tour");
    private final String name = Newsroom.unique();

    TourTest(Suite suite) {
        this.suite = suite;
    }

    @Test
    void everyStepDoesWhatItSays(@TempDir Path folder) throws IOException, InterruptedException {
        assumeTrue(isThere("bash") && isThere("curl"), "bash and curl");
        Path script = Files.writeString(folder.resolve("tour.sh"), PAUSES + tour());
        Queue<Runnable> awaited = new ArrayDeque<>(List.of(
                () -> suite.mailbox()
                        .awaitMail(reader, "to confirm", mail -> mail.text().contains("confirm?token=")),
                () -> until("comments of the article", this::comments, "Well <strong>said</strong>"),
                () -> until("comments that are held", this::held, "online casino"),
                () -> suite.mailbox().awaitMail(reader, "of the other", mail -> mail.subject()
                        .startsWith("Second"))));

        Process bash = new ProcessBuilder("bash", script.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        StringBuilder said = new StringBuilder();
        try (BufferedReader lines = bash.inputReader(StandardCharsets.UTF_8);
                OutputStream go = bash.getOutputStream()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.equals(PAUSE)) {
                    awaited.remove().run();
                    go.write('\n');
                    go.flush();
                } else {
                    said.append(line).append('\n');
                }
            }
        } finally {
            bash.destroy();
        }

        assertThat(bash.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(bash.exitValue()).as("%s", said).isZero();
        assertThat(awaited).as("pauses that were not reached: %s", said).isEmpty();
        assertThat(said)
                .contains("{\"account\":null}", "\"status\":\"published\"", "<title>Hello, press " + name)
                .contains("\"status\":\"confirmed\"", "<p>Well <strong>said</strong>.</p>")
                .contains("\"outcome\":\"decided\",\"status\":\"approved\"", "List-Unsubscribe=One-Click")
                .doesNotContain("\"type\":\"about:blank\"");
        Matcher manage = MANAGE.matcher(said);
        assertThat(manage.find()).isTrue();
        suite.stranger().send(Call.delete("/api/subscriptions/" + manage.group(1)));
    }

    private String tour() throws IOException {
        List<String> lines = Files.readAllLines(Suite.launcher().resolveSibling("../../README.md"));
        StringBuilder tour = new StringBuilder();
        boolean typed = false;
        for (String line : lines.subList(lines.indexOf(BEGIN), lines.indexOf(END))) {
            if (line.startsWith("```")) {
                typed = line.equals("```sh");
            } else if (typed && !line.endsWith("deploy/local/up")) {
                tour.append(line).append('\n');
            }
        }
        return tour.toString()
                .replace("http://localhost:9000", suite.site().toString())
                .replace("http://localhost:9025", suite.mailboxSite().toString())
                .replace("correct horse battery staple", suite.adminPassword())
                .replace("reader@example.net", reader)
                .replace("Hello, press", "Hello, press " + name)
                .replace("hello-press", "hello-press-" + name);
    }

    private String comments() {
        String id = suite.stranger()
                .send(Call.get("/api/articles/hello-press-" + name))
                .json()
                .path("id")
                .asString();
        return suite.stranger()
                .send(Call.get("/api/articles/" + id + "/comments"))
                .text();
    }

    private String held() {
        return suite.admin()
                .send(Call.get("/api/moderation/comments?status=held"))
                .text();
    }

    private static void until(String what, Callable<String> answer, String wanted) {
        await(what).atMost(PATIENCE).until(answer, text -> text.contains(wanted));
    }

    private static boolean isThere(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
