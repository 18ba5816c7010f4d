package org.pressroom.article.pictures;

import java.io.IOException;
import java.nio.file.Path;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** Pixels of PNG files (W3C, third edition). */
final class PngRows implements PictureRows {

    /** Where each pass of an interlaced picture begins, and how far apart its pixels are: x, y, dx, dy. */
    private static final int[][] PASSES = {
        {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
    };

    private static final int PART = 32 * 1024;

    private final Path file;
    private final PngHeader header;
    private final byte @Nullable [] palette;
    private final byte @Nullable [] transparency;

    private PngRows(Path file, PngHeader header, byte @Nullable [] palette, byte @Nullable [] transparency) {
        this.file = file;
        this.header = header;
        this.palette = palette;
        this.transparency = transparency;
    }

    static PngRows of(Path file) throws IOException {
        try (PictureInput in = new PictureInput(file)) {
            in.skip(PngCleaner.SIGNATURE.length() + 8);
            PngHeader header = PngHeader.of(in.bytes(PngHeader.LENGTH));
            in.skip(4);
            if (header.interlaced() && (long) header.width() * header.height() > MOST_HELD) {
                throw UnusablePicture.tooManyPixels(MOST_HELD);
            }
            byte[] palette = null;
            byte[] transparency = null;
            while (true) {
                long length = in.u32();
                String type = in.ascii(4);
                if (type.equals("IDAT") || type.equals("IEND")) {
                    return new PngRows(file, header, palette, transparency);
                } else if (type.equals("PLTE")) {
                    palette = in.bytes((int) length);
                } else if (type.equals("tRNS")) {
                    transparency = in.bytes((int) length);
                } else {
                    in.skip(length);
                }
                in.skip(4);
            }
        }
    }

    @Override
    public int width() {
        return header.width();
    }

    @Override
    public int height() {
        return header.height();
    }

    @Override
    public int bands() {
        return header.hasOpacity() || transparency != null ? 4 : 3;
    }

    @Override
    public void read(Rows rows) throws IOException {
        try (PictureInput in = new PictureInput(file)) {
            Coded coded = new Coded(in);
            try {
                if (header.interlaced()) {
                    readInterlaced(coded, rows);
                } else {
                    byte[] pixels = new byte[header.width() * bands()];
                    Unfiltered lines = new Unfiltered(coded, header.width());
                    for (int y = 0; y < header.height(); y++) {
                        expand(lines.next(), header.width(), pixels, 0, bands());
                        rows.take(pixels);
                    }
                }
            } finally {
                coded.close();
            }
        }
    }

    private void readInterlaced(Coded coded, Rows rows) throws IOException {
        int rowBytes = header.width() * bands();
        byte[] canvas = new byte[rowBytes * header.height()];
        for (int[] pass : PASSES) {
            int width = (header.width() - pass[0] + pass[2] - 1) / pass[2];
            int height = (header.height() - pass[1] + pass[3] - 1) / pass[3];
            if (width == 0 || height == 0) {
                continue;
            }
            Unfiltered lines = new Unfiltered(coded, width);
            for (int i = 0; i < height; i++) {
                int start = (pass[1] + i * pass[3]) * rowBytes + pass[0] * bands();
                expand(lines.next(), width, canvas, start, pass[2] * bands());
            }
        }
        byte[] row = new byte[rowBytes];
        for (int y = 0; y < header.height(); y++) {
            System.arraycopy(canvas, y * rowBytes, row, 0, rowBytes);
            rows.take(row);
        }
    }

    /**
     * Writes pixels of any depth and colour as a byte a band.
     *
     * @param step from one pixel to the next in what is written
     */
    private void expand(byte[] line, int width, byte[] to, int start, int step) throws UnusablePicture {
        boolean opacity = bands() == 4;
        int at = start;
        for (int x = 0; x < width; x++, at += step) {
            switch (header.colour()) {
                case 3 -> index(sample(line, x), to, at, opacity);
                case 0, 4 -> {
                    byte grey = grey(line, x * header.samples());
                    to[at] = grey;
                    to[at + 1] = grey;
                    to[at + 2] = grey;
                }
                default -> {
                    int first = x * header.samples();
                    to[at] = high(line, first);
                    to[at + 1] = high(line, first + 1);
                    to[at + 2] = high(line, first + 2);
                }
            }
            if (opacity && !header.isIndexed()) {
                to[at + 3] = header.hasOpacity()
                        ? high(line, (x + 1) * header.samples() - 1)
                        : (byte) (isKeyedOut(line, x) ? 0 : 0xFF);
            }
        }
    }

    private void index(int index, byte[] to, int at, boolean opacity) throws UnusablePicture {
        if (palette == null || 3 * index + 2 >= palette.length) {
            throw UnusablePicture.broken("is damaged");
        }
        System.arraycopy(palette, 3 * index, to, at, 3);
        if (opacity) {
            to[at + 3] = transparency != null && index < transparency.length ? transparency[index] : (byte) 0xFF;
        }
    }

    private byte grey(byte[] line, int sample) {
        return header.depth() >= 8
                ? high(line, sample)
                : (byte) (sample(line, sample) * 255 / ((1 << header.depth()) - 1));
    }

    /** A sample of at most eight bits. */
    private int sample(byte[] line, int number) {
        int depth = header.depth();
        int bit = number * depth;
        return ((line[bit >> 3] & 0xFF) >> (8 - depth - (bit & 7))) & ((1 << depth) - 1);
    }

    /** The high eight bits of a sample of eight or sixteen. */
    private byte high(byte[] line, int number) {
        return line[header.depth() == 16 ? 2 * number : number];
    }

    private boolean isKeyedOut(byte[] line, int x) {
        byte[] key = transparency;
        if (key == null || key.length < 2 * header.samples()) {
            return false;
        }
        for (int i = 0; i < header.samples(); i++) {
            int number = x * header.samples() + i;
            int value = header.depth() == 16
                    ? ((line[2 * number] & 0xFF) << 8) | (line[2 * number + 1] & 0xFF)
                    : sample(line, number);
            if (value != (((key[2 * i] & 0xFF) << 8) | (key[2 * i + 1] & 0xFF))) {
                return false;
            }
        }
        return true;
    }

    /** Lines of one pass, each of which may be said by how it differs from what is left of it and above. */
    private final class Unfiltered {

        private final Coded coded;
        private byte[] above;
        private byte[] line;

        private Unfiltered(Coded coded, int width) {
            this.coded = coded;
            this.above = new byte[header.rowBytes(width)];
            this.line = new byte[above.length];
        }

        private byte[] next() throws IOException {
            byte[] former = above;
            above = line;
            line = former;
            int filter = coded.filter();
            coded.read(line);
            int back = header.pixelBytes();
            switch (filter) {
                case 0 -> {}
                case 1 -> {
                    for (int i = back; i < line.length; i++) {
                        line[i] += line[i - back];
                    }
                }
                case 2 -> {
                    for (int i = 0; i < line.length; i++) {
                        line[i] += above[i];
                    }
                }
                case 3 -> {
                    for (int i = 0; i < line.length; i++) {
                        int left = i < back ? 0 : line[i - back] & 0xFF;
                        line[i] += (byte) ((left + (above[i] & 0xFF)) >> 1);
                    }
                }
                case 4 -> paeth(back);
                default -> throw UnusablePicture.broken("is damaged");
            }
            return line;
        }

        private void paeth(int back) {
            for (int i = 0; i < line.length; i++) {
                int left = i < back ? 0 : line[i - back] & 0xFF;
                int over = above[i] & 0xFF;
                int corner = i < back ? 0 : above[i - back] & 0xFF;
                int toLeft = Math.abs(over - corner);
                int toOver = Math.abs(left - corner);
                int toCorner = Math.abs(left + over - 2 * corner);
                line[i] += (byte) (toLeft <= toOver && toLeft <= toCorner ? left : toOver <= toCorner ? over : corner);
            }
        }
    }

    /** The pixels as they are packed, in however many chunks; no more is unpacked than is asked for. */
    private static final class Coded {

        private final PictureInput in;
        private final Inflater inflater = new Inflater();
        private final byte[] one = new byte[1];
        private long left;

        private Coded(PictureInput in) throws IOException {
            this.in = in;
            in.skip(PngCleaner.SIGNATURE.length());
        }

        private int filter() throws IOException {
            read(one);
            return one[0];
        }

        private void read(byte[] to) throws IOException {
            int filled = 0;
            try {
                while (filled < to.length) {
                    int more = inflater.inflate(to, filled, to.length - filled);
                    filled += more;
                    if (more == 0) {
                        feed();
                    }
                }
            } catch (DataFormatException damaged) {
                throw UnusablePicture.broken("is damaged");
            }
        }

        private void feed() throws IOException {
            if (inflater.finished() || inflater.needsDictionary()) {
                throw UnusablePicture.cutOff();
            }
            while (left == 0) {
                left = in.u32();
                String type = in.ascii(4);
                if (type.equals("IEND")) {
                    throw UnusablePicture.cutOff();
                } else if (!type.equals("IDAT")) {
                    in.skip(left + 4);
                    left = 0;
                } else if (left == 0) {
                    in.skip(4);
                }
            }
            int part = (int) Math.min(left, PART);
            inflater.setInput(in.bytes(part));
            left -= part;
            if (left == 0) {
                in.skip(4);
            }
        }

        private void close() {
            inflater.end();
        }
    }
}
