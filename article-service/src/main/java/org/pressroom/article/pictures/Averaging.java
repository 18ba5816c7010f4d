package org.pressroom.article.pictures;

import java.util.Arrays;

/**
 * Makes a picture smaller while its rows come: each pixel is the average of those that it stands for, by how much of each
 * it covers. Holds one row of sums beside what it makes.
 */
final class Averaging implements PictureRows.Rows {

    /** Weights of columns are whole numbers of so many parts of a pixel. */
    private static final int PARTS = 1 << 16;

    private final int bands;
    private final int width;
    private final int height;
    private final int fromHeight;

    /** For each column of the outcome: the first of the source, its weight, the last, and its weight. */
    private final int[] columns;

    private final float across;
    private final float[] line;
    private final float[] sums;
    private final byte[] data;
    private int from;
    private int to;

    /** The outcome must be no larger than what comes. */
    Averaging(int fromWidth, int fromHeight, int bands, int width, int height) {
        this.bands = bands;
        this.width = width;
        this.height = height;
        this.fromHeight = fromHeight;
        this.columns = columns(fromWidth, width);
        this.across = (float) width / fromWidth / PARTS;
        this.line = new float[width * bands];
        this.sums = new float[width * bands];
        this.data = new byte[width * height * bands];
    }

    private static int[] columns(int from, int to) {
        int[] columns = new int[4 * to];
        for (int x = 0; x < to; x++) {
            double start = (double) x * from / to;
            double end = (double) (x + 1) * from / to;
            int first = (int) start;
            int last = Math.min(from - 1, (int) Math.ceil(end) - 1);
            columns[4 * x] = first;
            columns[4 * x + 1] = (int) Math.round((Math.min(end, first + 1) - start) * PARTS);
            columns[4 * x + 2] = last;
            columns[4 * x + 3] = last == first ? 0 : (int) Math.round((end - last) * PARTS);
        }
        return columns;
    }

    @Override
    public void take(byte[] row) {
        if (bands == 3) {
            colours(row);
        } else {
            withOpacity(row);
        }
        // In parts of which a row of the source has as many as the outcome has rows, so that all ends fall on whole
        // ones.
        long at = (long) from * height;
        long end = at + height;
        while (at < end) {
            long bound = (long) (to + 1) * fromHeight;
            long until = Math.min(end, bound);
            add((until - at) / (float) fromHeight);
            at = until;
            if (at == bound) {
                write();
            }
        }
        from++;
    }

    private void colours(byte[] row) {
        for (int x = 0, at = 0; x < width; x++, at += 3) {
            int first = 3 * columns[4 * x];
            int last = 3 * columns[4 * x + 2];
            int weight = columns[4 * x + 1];
            int red = 0;
            int green = 0;
            int blue = 0;
            for (int i = first + 3; i < last; i += 3) {
                red += row[i] & 0xFF;
                green += row[i + 1] & 0xFF;
                blue += row[i + 2] & 0xFF;
            }
            int lastWeight = columns[4 * x + 3];
            float scale = PARTS * across;
            line[at] = red * scale + (weight * (row[first] & 0xFF) + lastWeight * (row[last] & 0xFF)) * across;
            line[at + 1] =
                    green * scale + (weight * (row[first + 1] & 0xFF) + lastWeight * (row[last + 1] & 0xFF)) * across;
            line[at + 2] =
                    blue * scale + (weight * (row[first + 2] & 0xFF) + lastWeight * (row[last + 2] & 0xFF)) * across;
        }
    }

    /** What cannot be seen lends no colour to what can. */
    private void withOpacity(byte[] row) {
        for (int x = 0; x < width; x++) {
            int first = columns[4 * x];
            int last = columns[4 * x + 2];
            float red = 0;
            float green = 0;
            float blue = 0;
            float opacity = 0;
            for (int i = first; i <= last; i++) {
                int weight = i == first ? columns[4 * x + 1] : i == last ? columns[4 * x + 3] : PARTS;
                float seen = weight * (row[4 * i + 3] & 0xFF) * across;
                red += seen * (row[4 * i] & 0xFF);
                green += seen * (row[4 * i + 1] & 0xFF);
                blue += seen * (row[4 * i + 2] & 0xFF);
                opacity += seen;
            }
            line[4 * x] = red;
            line[4 * x + 1] = green;
            line[4 * x + 2] = blue;
            line[4 * x + 3] = opacity;
        }
    }

    private void add(float weight) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += line[i] * weight;
        }
    }

    private void write() {
        int at = to * sums.length;
        for (int i = 0; i < sums.length; i++) {
            float sum = sums[i];
            if (bands == 4 && (i & 3) != 3) {
                float opacity = sums[i | 3];
                sum = opacity < 0.5f ? 0 : sum / opacity;
            }
            data[at + i] = (byte) Math.min(255, (int) (sum + 0.5f));
        }
        Arrays.fill(sums, 0);
        to++;
    }

    /** What came of all rows. */
    Pixels pixels() {
        return new Pixels(width, height, bands, data);
    }

    /** A smaller one of a picture in memory. */
    static Pixels smaller(Pixels pixels, int width, int height) {
        Averaging averaging = new Averaging(pixels.width(), pixels.height(), pixels.bands(), width, height);
        int length = pixels.width() * pixels.bands();
        byte[] row = new byte[length];
        for (int y = 0; y < pixels.height(); y++) {
            System.arraycopy(pixels.data(), y * length, row, 0, length);
            averaging.take(row);
        }
        return averaging.pixels();
    }
}
