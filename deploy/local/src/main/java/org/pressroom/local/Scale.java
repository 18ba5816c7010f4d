package org.pressroom.local;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.pressroom.local.folder.CannotStartException;

/** How many processes each program runs as; one, where nothing else is said. */
record Scale(Map<Program, Integer> counts) {
    static final Scale ONE_OF_EACH = new Scale(Map.of());

    /** Each is a JVM of its own. */
    private static final int MOST = 9;

    Scale {
        counts = Map.copyOf(counts);
    }

    /**
     * Reads what was said on the command line.
     *
     * @param text such as {@code comment-service=3,gateway=2}
     * @throws CannotStartException where it says something else
     */
    static Scale parse(String text) throws CannotStartException {
        Map<Program, Integer> counts = new EnumMap<>(Program.class);
        for (String part : text.split(",", -1)) {
            int equals = part.indexOf('=');
            if (equals < 0) {
                throw new CannotStartException("--scale takes PROGRAM=N, separated by commas, not " + text);
            }
            Program program = program(part.substring(0, equals).trim());
            if (counts.put(program, count(part.substring(equals + 1).trim())) != null) {
                throw new CannotStartException("--scale names " + program.module() + " twice");
            }
        }
        return new Scale(counts);
    }

    private static Program program(String name) throws CannotStartException {
        for (Program program : Program.values()) {
            if (program.module().equals(name)) {
                return program;
            }
        }
        throw new CannotStartException("--scale knows no program " + name + ": there are "
                + String.join(
                        ", ", Stream.of(Program.values()).map(Program::module).toList()));
    }

    private static int count(String text) throws CannotStartException {
        try {
            int count = Integer.parseInt(text);
            if (count >= 1 && count <= MOST) {
                return count;
            }
        } catch (NumberFormatException notANumber) {
            // Told below.
        }
        throw new CannotStartException("--scale takes 1 to " + MOST + " of a program, not " + text);
    }

    /** All processes of all programs, the first of each before the others. */
    List<Instance> instances() {
        return IntStream.rangeClosed(1, MOST)
                .boxed()
                .flatMap(number -> Stream.of(Program.values())
                        .filter(program -> number <= of(program))
                        .map(program -> new Instance(program, number)))
                .toList();
    }

    private int of(Program program) {
        return counts.getOrDefault(program, 1);
    }

    /** Those of one program. */
    static List<Instance> of(Program program, Collection<Instance> all) {
        return all.stream().filter(instance -> instance.program() == program).toList();
    }

    /**
     * One process of a program.
     *
     * @param number from 1
     */
    record Instance(Program program, int number) {

        /** Such as {@code comment-service}, and {@code comment-service-2} for the next. */
        String name() {
            return isFirst() ? program.module() : program.module() + "-" + number;
        }

        boolean isFirst() {
            return number == 1;
        }
    }
}
