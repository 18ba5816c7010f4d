package org.pressroom.bench;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was said on the command line.
 *
 * @param root the project
 * @param site of a suite that runs; null to start one
 * @param mail of its mailbox
 * @param data its folder, where its processes and its broker are found
 * @param seconds how long each of the figures under load is measured
 * @param peers the folder of what a suite is measured beside; null for a suite alone
 * @param twoOfEach whether the figures are those of a suite with two of each program
 * @param writing whether the figures are those of what writers do
 * @param views whether the figures are those of views that pages tell of
 * @param articles how many there are to be where reading very many is measured; 0 for another run
 */
record Options(
        Path root,
        @Nullable URI site,
        @Nullable URI mail,
        @Nullable Path data,
        int seconds,
        @Nullable Path peers,
        boolean twoOfEach,
        boolean writing,
        boolean views,
        int articles) {
    static final String USAGE = """
            deploy/bench/run [--site URL --mail URL --data DIR] [--seconds N]
            deploy/bench/run --peers DIR | --two-of-each | --writing | --views | --articles N [--seconds N]

            Measures a running suite and prints a table. Without --site it starts one of its own, on data of its own,
            with rate limits off, and stops it at the end. A suite that runs already has to be started with
            PRESSROOM_LIMITS_ENABLED=false, and its admin's password is taken from PRESSROOM_ADMIN_PASSWORD.
            It gets articles, comments and a subscriber that stay there: take one that may be thrown away.

              --site URL   the site, such as http://localhost:9000
              --mail URL   its mailbox, such as http://localhost:9025
              --data DIR   its data folder; without it memory and events are not measured
              --seconds N  how long each figure under load is measured, 5 to 300 (30)
              --peers DIR  measures a suite of its own beside others with the same work, by turns: nginx with the same
                           bytes, nginx as a proxy, and a blog in Flask, which DIR/peers.sh sets up, starts and stops
                           (it takes the verbs setup, start, stop and runfiles, and the peers static, proxy and flask)
              --two-of-each  measures what two of each program make of a backlog and of one that hangs, in suites of
                           its own, instead of all else
              --writing    measures previews and saves of a long article with many pictures, typing in it where there is a
                           Chromium, widths of photos, and articles that are due in one second with two
                           processes, in a suite of its own, instead of all else
              --views      measures what it costs to count 2,000 views a second, and that none is lost where who counts them is
                           killed meanwhile, in a suite of its own, instead of all else
              --articles N measures what reading and searching cost with so many articles, 10,000 to 5,000,000, beside what
                           they cost with 1,000, in a suite of its own, instead of all else; a million take 12 GB of disk
            """;
    private static final String OWN_RUNS = "--two-of-each, --writing, --views, --articles and --peers";
    private static final int SECONDS = 30;
    private static final String TWO_OF_EACH = "--two-of-each";
    private static final String WRITING = "--writing";
    private static final String VIEWS = "--views";
    private static final String ARTICLES = "--articles";

    static Options parse(Path root, List<String> arguments) {
        @Nullable URI site = null;
        @Nullable URI mail = null;
        @Nullable Path data = null;
        @Nullable Path peers = null;
        int seconds = SECONDS;
        int articles = 0;
        boolean twoOfEach = arguments.contains(TWO_OF_EACH);
        boolean writing = arguments.contains(WRITING);
        boolean views = arguments.contains(VIEWS);
        List<String> withValues = arguments.stream()
                .filter(argument -> !List.of(TWO_OF_EACH, WRITING, VIEWS).contains(argument))
                .toList();
        for (int index = 0; index < withValues.size(); index += 2) {
            String name = withValues.get(index);
            if (index + 1 == withValues.size()) {
                throw new IllegalArgumentException(name + " needs a value");
            }
            String value = withValues.get(index + 1);
            switch (name) {
                case "--site" -> site = origin(value);
                case "--mail" -> mail = origin(value);
                case "--data" -> data = Path.of(value);
                case "--peers" -> peers = Path.of(value);
                case "--seconds" -> seconds = Integer.parseInt(value);
                case ARTICLES -> articles = Integer.parseInt(value);
                default -> throw new IllegalArgumentException("there is no option " + name);
            }
        }
        if (seconds < 5 || seconds > 300) {
            throw new IllegalArgumentException("--seconds takes 5 to 300");
        }
        if (articles != 0 && (articles < 10_000 || articles > 5_000_000)) {
            throw new IllegalArgumentException(ARTICLES + " takes 10000 to 5000000");
        }
        if (site == null && (mail != null || data != null)) {
            throw new IllegalArgumentException("--mail and --data go with --site");
        }
        int ownRuns = (twoOfEach ? 1 : 0)
                + (writing ? 1 : 0)
                + (views ? 1 : 0)
                + (peers == null ? 0 : 1)
                + (articles == 0 ? 0 : 1);
        if (site != null && ownRuns > 0) {
            throw new IllegalArgumentException(OWN_RUNS + " take suites of their own");
        }
        if (ownRuns > 1) {
            throw new IllegalArgumentException(OWN_RUNS + " are runs of their own");
        }
        return new Options(root, site, mail, data, seconds, peers, twoOfEach, writing, views, articles);
    }

    /** Loopback alone: this is no tool to put load on the world. */
    private static URI origin(String value) {
        URI uri = URI.create(value.endsWith("/") ? value.substring(0, value.length() - 1) : value);
        String host = uri.getHost();
        if (host == null
                || !(host.equals("localhost") || host.matches("127(\\.\\d{1,3}){3}") || host.equals("[::1]"))) {
            throw new IllegalArgumentException("only a suite on this machine is measured, and this is none: " + value);
        }
        return uri;
    }
}
