package org.pressroom.testkit;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** Compares what awkward texts cost to render with what an ordinary text of the same length costs, in CPU time. */
public final class RenderingCost {

    /** How many times as much as an ordinary text any text may cost. */
    public static final int MOST = 20;

    /** From here on a text is measured again, and the least of it counts: the compiler and the machine make noise. */
    private static final double REMARKABLE = 8;

    private static final int AGAIN = 7;
    private static final int WARM_UP = 2_000;
    private static final int SHORTEST = 200;
    private static final int REPORTED = 10_000;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Consumer<String> rendering;
    private final IntFunction<String> ordinaryText;
    private final int longest;
    private final double[] ordinary;

    /**
     * Measures ordinary texts first.
     *
     * @param longest text that is allowed, in characters
     * @param ordinaryText makes an ordinary text of such a length
     * @param rendering fails for what may not fail
     */
    public RenderingCost(int longest, IntFunction<String> ordinaryText, Consumer<String> rendering) {
        this.rendering = rendering;
        this.ordinaryText = ordinaryText;
        this.longest = longest;
        for (int i = 0; i < WARM_UP; i++) {
            rendering.accept(AwkwardMarkup.text(-i, Math.min(longest, 5_000)));
            rendering.accept(ordinaryText.apply(Math.min(longest, 5_000)));
        }
        ordinary = new double[sizeClass(longest) + 1];
        for (int size = 0; size < ordinary.length; size++) {
            String text = ordinaryText.apply(Math.min(longest, 1 << size));
            double[] costs = new double[31];
            for (int i = 0; i < costs.length; i++) {
                costs[i] = cost(text);
            }
            Arrays.sort(costs);
            ordinary[size] = costs[costs.length / 2] / text.length();
        }
    }

    /**
     * The text that cost most beside an ordinary one.
     *
     * @param ratio of its cost to that of an ordinary one of its length
     * @param nanos its cost
     */
    public record Worst(double ratio, long seed, int length, double nanos, double meanRatio) {
        private Worst withMean(double mean) {
            return new Worst(ratio, seed, length, nanos, mean);
        }

        @Override
        public String toString() {
            String text = AwkwardMarkup.text(seed, length);
            return String.format(
                    Locale.ROOT,
                    "worst %.1f times an ordinary text (%.2f ms, %d characters, seed %d: %s…), %.2f times on average",
                    ratio,
                    nanos / 1e6,
                    length,
                    seed,
                    text.substring(0, Math.min(120, text.length())).replace("\n", "\\n"),
                    meanRatio);
        }
    }

    /**
     * Renders so many texts; every fourth is as long as is allowed, if that is short.
     *
     * @param progress hears of each text that costs too much, and how far it has come after each ten thousand
     */
    public Worst measure(int texts, Consumer<String> progress) {
        Worst worst = new Worst(0, 0, 0, 0, 0);
        double sum = 0;
        for (int seed = 0; seed < texts; seed++) {
            if (seed > 0 && seed % REPORTED == 0) {
                progress.accept(seed + ": " + worst.withMean(sum / seed));
            }
            int length = length(seed);
            String text = AwkwardMarkup.text(seed, length);
            double expected = ordinary[sizeClass(length)] * length;
            double cost = cost(text);
            if (cost / expected > REMARKABLE) {
                // Side by side, for what else the machine does slows down both.
                String beside = ordinaryText.apply(length);
                expected = cost(beside);
                for (int i = 0; i < AGAIN; i++) {
                    cost = Math.min(cost, cost(text));
                    expected = Math.min(expected, cost(beside));
                }
            }
            sum += cost / expected;
            if (cost / expected > MOST) {
                progress.accept("too much: " + new Worst(cost / expected, seed, length, cost, 0));
            }
            if (cost / expected > worst.ratio()) {
                worst = new Worst(cost / expected, seed, length, cost, 0);
            }
        }
        return worst.withMean(sum / texts);
    }

    /** Of all sizes, but most are short, for a long one takes as much time as hundreds of those. */
    private int length(long seed) {
        Random random = new Random(seed);
        if (longest <= 20_000 && seed % 4 == 0) {
            return longest;
        }
        double size = random.nextDouble();
        double exponent = Math.log(SHORTEST) + size * size * (Math.log(longest) - Math.log(SHORTEST));
        return (int) Math.exp(exponent);
    }

    private static int sizeClass(int length) {
        return 32 - Integer.numberOfLeadingZeros(Math.max(1, length - 1));
    }

    private double cost(String text) {
        long start = THREADS.getCurrentThreadCpuTime();
        rendering.accept(text);
        return THREADS.getCurrentThreadCpuTime() - start;
    }
}
