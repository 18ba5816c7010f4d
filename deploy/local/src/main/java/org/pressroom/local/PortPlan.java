package org.pressroom.local;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.pressroom.embedded.Ports;
import org.pressroom.local.folder.CannotStartException;

/**
 * Which part listens on which port of the loopback address. Two are chosen by people; the others follow from the site's,
 * so that two suites side by side rarely meet, and move on where one is taken. They lie below those that systems give to
 * outgoing connections: a part that is started again must find its port free.
 *
 * @param internal the gateway's keys for the services
 */
record PortPlan(
        int site,
        int mail,
        int postgresql,
        int kafka,
        int kafkaController,
        int smtp,
        int internal,
        Map<Program, Integer> programs) {
    private static final int FIRST_INNER = 12_000;
    private static final int INNER_RANGE = 10_000;
    private static final int HIGHEST_PORT = 65_535;

    /**
     * Chooses the ports.
     *
     * @throws CannotStartException where one of the two that people chose is taken, with who holds it
     */
    static PortPlan choose(int site, int mail) throws CannotStartException {
        requireFree(site, "--port");
        requireFree(mail, "--mail-port");
        Inner inner = new Inner(site, mail);
        Map<Program, Integer> programs = new TreeMap<>();
        programs.put(Program.GATEWAY, site);
        int postgresql = inner.next();
        int kafka = inner.next();
        int kafkaController = inner.next();
        int smtp = inner.next();
        int internal = inner.next();
        for (Program program : Program.values()) {
            if (program != Program.GATEWAY) {
                programs.put(program, inner.next());
            }
        }
        return new PortPlan(site, mail, postgresql, kafka, kafkaController, smtp, internal, Map.copyOf(programs));
    }

    /** Ports that nobody has to know. */
    static PortPlan forTraining() throws CannotStartException {
        Inner free = new Inner(HIGHEST_PORT, HIGHEST_PORT - 1);
        return choose(free.next(), free.next());
    }

    int of(Program program) {
        return programs.getOrDefault(program, site);
    }

    private static void requireFree(int port, String option) throws CannotStartException {
        if (!Ports.isFree(port)) {
            Optional<String> holder = PortHolder.of(port, Path.of("/proc"));
            throw new CannotStartException("port " + port + " is taken"
                    + holder.map(who -> " by " + who).orElse(" by another program")
                    + ": end that one, or choose another port with " + option + " N");
        }
    }

    /** Free ports, one after the other. */
    private static final class Inner {
        private final Set<Integer> used;
        private int candidate;

        private Inner(int site, int mail) {
            used = new HashSet<>(Set.of(site, mail));
            candidate = FIRST_INNER + site % INNER_RANGE;
        }

        int next() throws CannotStartException {
            while (candidate <= HIGHEST_PORT) {
                int port = candidate++;
                if (!used.contains(port) && Ports.isFree(port)) {
                    return port;
                }
            }
            throw new CannotStartException("no free ports above the site's are left: choose another with --port N");
        }
    }
}
