package org.pressroom.article.pictures;

import java.util.Arrays;

/**
 * Makes a picture smaller while its rows come: each pixel is the average of those that it stands for, by how much of each
 * it covers. Holds two rows of sums beside what it makes.
 */
abstract class Averaging implements PictureRows.Rows {

    /** Of how many parts a pixel of the outcome is made, across and down: together with 8 bits of colour they fill an int. */
    private static final int ACROSS_BITS = 12;

    private static final int DOWN_BITS = 11;
    private static final int ACROSS = 1 << ACROSS_BITS;
    private static final int DOWN = 1 << DOWN_BITS;

    /** For each column of the outcome in {@link #columns}: the first of the source, its parts, the last, and its parts. */
    private static final int EACH = 4;

    final int[] columns;

    /** Of each column of the source, its parts in the outcome's where it is neither the first nor the last. */
    final int[] parts;

    private final int bands;
    private final int width;
    private final int height;
    private final int fromHeight;
    private final byte[] data;
    private int from;
    private int to;

    private Averaging(int fromWidth, int fromHeight, int bands, int width, int height) {
        this.bands = bands;
        this.width = width;
        this.height = height;
        this.fromHeight = fromHeight;
        this.columns = columns(fromWidth, width);
        this.parts = parts(fromWidth, width);
        this.data = new byte[width * height * bands];
    }

    /**
     * The outcome must be no larger than what comes.
     *
     * @param bands 3, or 4 with opacity
     */
    static Averaging of(int fromWidth, int fromHeight, int bands, int width, int height) {
        return bands == 4
                ? new WithOpacity(fromWidth, fromHeight, width, height)
                : new Colours(fromWidth, fromHeight, width, height);
    }

    private static int[] columns(int from, int to) {
        int[] columns = new int[EACH * to];
        for (int x = 0; x < to; x++) {
            int first = (int) ((long) x * from / to);
            int last = (int) (((long) (x + 1) * from - 1) / to);
            columns[EACH * x] = first;
            columns[EACH * x + 1] = (int) (across(first + 1, from, to) - (long) x * ACROSS);
            columns[EACH * x + 2] = last;
            columns[EACH * x + 3] = last == first ? 0 : (int) ((long) (x + 1) * ACROSS - across(last, from, to));
        }
        return columns;
    }

    private static int[] parts(int from, int to) {
        int[] parts = new int[from];
        for (int x = 0; x < from; x++) {
            parts[x] = (int) (across(x + 1, from, to) - across(x, from, to));
        }
        return parts;
    }

    /** Where a column of the source begins in the outcome, in parts: rounded here, so that none is lost or added. */
    private static long across(int column, int from, int to) {
        return (long) column * ACROSS * to / from;
    }

    @Override
    public final void take(byte[] row) {
        // In parts of which a row of the source has as many as the outcome has rows, so that all ends fall on whole
        // ones. A row of the source ends in the row of the outcome where it begins, or in the next.
        long begin = (long) from * height - (long) to * fromHeight;
        long end = begin + height;
        boolean ends = end >= fromHeight;
        add(row, down(ends ? fromHeight : end) - down(begin), ends ? down(end - fromHeight) : 0);
        if (ends) {
            end(data, width * bands * to);
            to++;
        }
        from++;
    }

    private int down(long end) {
        return (int) (end * DOWN / fromHeight);
    }

    /**
     * Adds a row of the source.
     *
     * @param now in how many parts to the row of the outcome that is being made
     * @param next in how many to the next one
     */
    abstract void add(byte[] row, int now, int next);

    /** Puts a row of the outcome in its place. */
    abstract void end(byte[] pixels, int at);

    /** What came of all rows. */
    final Pixels pixels() {
        return new Pixels(width, height, bands, data);
    }

    /** A smaller one of a picture in memory. */
    static Pixels smaller(Pixels pixels, int width, int height) {
        Averaging averaging = of(pixels.width(), pixels.height(), pixels.bands(), width, height);
        int length = pixels.width() * pixels.bands();
        byte[] row = new byte[length];
        for (int y = 0; y < pixels.height(); y++) {
            System.arraycopy(pixels.data(), y * length, row, 0, length);
            averaging.take(row);
        }
        return averaging.pixels();
    }

    /** Counts in whole numbers alone: this is where the time goes. */
    private static final class Colours extends Averaging {
        private static final int BITS = ACROSS_BITS + DOWN_BITS;
        private static final int HALF = 1 << (BITS - 1);

        private int[] sums;
        private int[] nextSums;

        Colours(int fromWidth, int fromHeight, int width, int height) {
            super(fromWidth, fromHeight, 3, width, height);
            sums = new int[3 * width];
            nextSums = new int[3 * width];
        }

        @Override
        void add(byte[] row, int now, int next) {
            int[] here = sums;
            int[] there = nextSums;
            int[] columns = this.columns;
            int[] parts = this.parts;
            for (int at = 0, column = 0; at < here.length; at += 3, column += EACH) {
                int first = 3 * columns[column];
                int ofFirst = columns[column + 1];
                int last = 3 * columns[column + 2];
                int ofLast = columns[column + 3];
                int red = ofFirst * (row[first] & 0xFF) + ofLast * (row[last] & 0xFF);
                int green = ofFirst * (row[first + 1] & 0xFF) + ofLast * (row[last + 1] & 0xFF);
                int blue = ofFirst * (row[first + 2] & 0xFF) + ofLast * (row[last + 2] & 0xFF);
                for (int i = first + 3, x = columns[column] + 1; i < last; i += 3, x++) {
                    red += parts[x] * (row[i] & 0xFF);
                    green += parts[x] * (row[i + 1] & 0xFF);
                    blue += parts[x] * (row[i + 2] & 0xFF);
                }
                here[at] += now * red;
                here[at + 1] += now * green;
                here[at + 2] += now * blue;
                if (next > 0) {
                    there[at] = next * red;
                    there[at + 1] = next * green;
                    there[at + 2] = next * blue;
                }
            }
        }

        @Override
        void end(byte[] pixels, int at) {
            int[] ended = sums;
            for (int i = 0; i < ended.length; i++) {
                pixels[at + i] = (byte) ((ended[i] + HALF) >> BITS);
            }
            Arrays.fill(ended, 0);
            sums = nextSums;
            nextSums = ended;
        }
    }

    /** What cannot be seen lends no colour to what can. */
    private static final class WithOpacity extends Averaging {
        private static final float WHOLE = (float) ACROSS * DOWN;

        private float[] sums;
        private float[] nextSums;

        WithOpacity(int fromWidth, int fromHeight, int width, int height) {
            super(fromWidth, fromHeight, 4, width, height);
            sums = new float[4 * width];
            nextSums = new float[4 * width];
        }

        @Override
        void add(byte[] row, int now, int next) {
            for (int at = 0, column = 0; at < sums.length; at += 4, column += EACH) {
                int first = columns[column];
                int last = columns[column + 2];
                float red = 0;
                float green = 0;
                float blue = 0;
                float opacity = 0;
                for (int i = first; i <= last; i++) {
                    int weight = i == first ? columns[column + 1] : i == last ? columns[column + 3] : parts[i];
                    float seen = (float) weight * (row[4 * i + 3] & 0xFF);
                    red += seen * (row[4 * i] & 0xFF);
                    green += seen * (row[4 * i + 1] & 0xFF);
                    blue += seen * (row[4 * i + 2] & 0xFF);
                    opacity += seen;
                }
                add(sums, at, now, red, green, blue, opacity);
                add(nextSums, at, next, red, green, blue, opacity);
            }
        }

        private static void add(float[] sums, int at, int weight, float red, float green, float blue, float opacity) {
            sums[at] += weight * red;
            sums[at + 1] += weight * green;
            sums[at + 2] += weight * blue;
            sums[at + 3] += weight * opacity;
        }

        @Override
        void end(byte[] pixels, int at) {
            for (int i = 0; i < sums.length; i += 4) {
                float opacity = sums[i + 3];
                boolean seen = opacity >= WHOLE / 2;
                for (int band = 0; band < 3; band++) {
                    pixels[at + i + band] = seen ? level(sums[i + band] / opacity) : 0;
                }
                pixels[at + i + 3] = level(opacity / WHOLE);
            }
            Arrays.fill(sums, 0);
            float[] ended = sums;
            sums = nextSums;
            nextSums = ended;
        }

        private static byte level(float value) {
            return (byte) Math.min(255, (int) (value + 0.5f));
        }
    }
}
