package org.pressroom.local;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.pressroom.embedded.Ports;
import org.pressroom.local.Scale.Instance;
import org.pressroom.local.folder.CannotStartException;

/**
 * Which part listens on which port of the loopback address. Two are chosen by people; the others follow from the site's,
 * so that two suites side by side rarely meet, and move on where one is taken. They lie below those that systems give to
 * outgoing connections: a part that is started again must find its port free. Further gateways are beside the first.
 *
 * @param programs where each process answers
 * @param internal where each gateway has its keys for the services
 */
record PortPlan(
        int site,
        int mail,
        int postgresql,
        int kafka,
        int kafkaController,
        int smtp,
        Map<Instance, Integer> programs,
        Map<Instance, Integer> internal) {
    private static final int FIRST_INNER = 12_000;
    private static final int INNER_RANGE = 10_000;
    private static final int HIGHEST_PORT = 65_535;

    /**
     * Chooses the ports.
     *
     * @throws CannotStartException where one of the two that people chose is taken, with who holds it
     */
    static PortPlan choose(int site, int mail, List<Instance> instances) throws CannotStartException {
        requireFree(site, "--port");
        requireFree(mail, "--mail-port");
        Set<Integer> used = new HashSet<>(Set.of(site, mail));
        FreePorts inner = new FreePorts(used, FIRST_INNER + site % INNER_RANGE);
        FreePorts gateways = new FreePorts(used, site + 1);
        int postgresql = inner.next();
        int kafka = inner.next();
        int kafkaController = inner.next();
        int smtp = inner.next();
        Map<Instance, Integer> programs = new HashMap<>();
        Map<Instance, Integer> internal = new HashMap<>();
        for (Instance instance : instances) {
            if (instance.program() == Program.GATEWAY) {
                programs.put(instance, instance.isFirst() ? site : gateways.next());
                internal.put(instance, inner.next());
            } else {
                programs.put(instance, inner.next());
            }
        }
        return new PortPlan(
                site, mail, postgresql, kafka, kafkaController, smtp, Map.copyOf(programs), Map.copyOf(internal));
    }

    /** Ports that nobody has to know. */
    static PortPlan forTraining() throws CannotStartException {
        FreePorts free = new FreePorts(new HashSet<>(), FIRST_INNER + INNER_RANGE);
        return choose(free.next(), free.next(), Scale.ONE_OF_EACH.instances());
    }

    int of(Instance instance) {
        return Objects.requireNonNull(programs.get(instance), instance::name);
    }

    int internal(Instance gateway) {
        return Objects.requireNonNull(internal.get(gateway), gateway::name);
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
    private static final class FreePorts {
        private final Set<Integer> used;
        private int candidate;

        /** @param used what others have, and what is given out here */
        private FreePorts(Set<Integer> used, int first) {
            this.used = used;
            this.candidate = first;
        }

        int next() throws CannotStartException {
            while (candidate <= HIGHEST_PORT) {
                int port = candidate++;
                if (!used.contains(port) && Ports.isFree(port)) {
                    used.add(port);
                    return port;
                }
            }
            throw new CannotStartException("no free ports above the site's are left: choose another with --port N");
        }
    }
}
