package org.pressroom.article.pictures;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How a camera was held, as EXIF numbers it (tag 0x0112): of all that a camera says, the one thing without which a picture
 * lies on its side.
 */
enum Orientation {
    UPRIGHT(1, false),
    MIRRORED(2, false),
    UPSIDE_DOWN(3, false),
    UPSIDE_DOWN_MIRRORED(4, false),
    LEFT_MIRRORED(5, true),
    RIGHT(6, true),
    RIGHT_MIRRORED(7, true),
    LEFT(8, true);

    private static final int TAG = 0x0112;
    private static final int SHORT = 3;
    private static final int ENTRY = 12;

    private final int number;
    private final boolean onItsSide;

    Orientation(int number, boolean onItsSide) {
        this.number = number;
        this.onItsSide = onItsSide;
    }

    /** Whether width and height change places when it is shown. */
    boolean isOnItsSide() {
        return onItsSide;
    }

    /** Of a TIFF structure, which may be anything; upright where it says nothing that can be understood. */
    static Orientation of(byte[] tiff) {
        if (tiff.length < 8) {
            return UPRIGHT;
        }
        ByteBuffer data = ByteBuffer.wrap(tiff);
        data.order(tiff[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        if (data.getShort(2) != 42) {
            return UPRIGHT;
        }
        long directory = data.getInt(4) & 0xFFFF_FFFFL;
        if (directory + 2 > tiff.length) {
            return UPRIGHT;
        }
        int entries = data.getShort((int) directory) & 0xFFFF;
        for (int i = 0; i < entries; i++) {
            long entry = directory + 2 + (long) i * ENTRY;
            if (entry + ENTRY > tiff.length) {
                return UPRIGHT;
            }
            int at = (int) entry;
            if ((data.getShort(at) & 0xFFFF) == TAG && data.getShort(at + 2) == SHORT) {
                int value = data.getShort(at + 8);
                return value >= 1 && value <= values().length ? values()[value - 1] : UPRIGHT;
            }
        }
        return UPRIGHT;
    }

    /** A TIFF structure that says this and nothing else. */
    byte[] tiff() {
        return ByteBuffer.allocate(26)
                .put(new byte[] {'M', 'M'})
                .putShort((short) 42)
                .putInt(8)
                .putShort((short) 1)
                .putShort((short) TAG)
                .putShort((short) SHORT)
                .putInt(1)
                .putShort((short) number)
                .putShort((short) 0)
                .putInt(0)
                .array();
    }

    /**
     * Turns pixels upright.
     *
     */
    Pixels upright(Pixels lying) {
        if (this == UPRIGHT) {
            return lying;
        }
        int width = isOnItsSide() ? lying.height() : lying.width();
        int height = isOnItsSide() ? lying.width() : lying.height();
        int bands = lying.bands();
        byte[] from = lying.data();
        byte[] to = new byte[from.length];
        for (int y = 0, at = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int source = source(x, y, lying.width(), lying.height()) * bands;
                for (int band = 0; band < bands; band++) {
                    to[at++] = from[source + band];
                }
            }
        }
        return new Pixels(width, height, bands, to);
    }

    /** Where, in the picture as it lies, the pixel is that is shown there. */
    private int source(int x, int y, int width, int height) {
        return switch (this) {
            case UPRIGHT -> y * width + x;
            case MIRRORED -> y * width + (width - 1 - x);
            case UPSIDE_DOWN -> (height - 1 - y) * width + (width - 1 - x);
            case UPSIDE_DOWN_MIRRORED -> (height - 1 - y) * width + x;
            case LEFT_MIRRORED -> x * width + y;
            case RIGHT -> (height - 1 - x) * width + y;
            case RIGHT_MIRRORED -> (height - 1 - x) * width + (width - 1 - y);
            case LEFT -> x * width + (width - 1 - y);
        };
    }
}
