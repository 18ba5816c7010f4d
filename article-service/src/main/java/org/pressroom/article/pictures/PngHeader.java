package org.pressroom.article.pictures;

import java.nio.ByteBuffer;

/**
 * What the chunk {@code IHDR} says.
 *
 * @param depth bits a sample
 * @param colour 0 for grey, 2 for colour, 3 for indexes into a palette, 4 and 6 for the first two with opacity
 */
record PngHeader(int width, int height, int depth, int colour, boolean interlaced) {

    static final int LENGTH = 13;

    static PngHeader of(byte[] content) throws UnusablePicture {
        ByteBuffer data = ByteBuffer.wrap(content);
        PngHeader header = new PngHeader(data.getInt(), data.getInt(), data.get(), data.get(), content[12] == 1);
        if (!header.isPossible() || content[10] != 0 || content[11] != 0 || (content[12] & ~1) != 0) {
            throw UnusablePicture.broken("is damaged");
        }
        return header;
    }

    private boolean isPossible() {
        return switch (colour) {
            case 0 -> depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
            case 3 -> depth == 1 || depth == 2 || depth == 4 || depth == 8;
            case 2, 4, 6 -> depth == 8 || depth == 16;
            default -> false;
        };
    }

    boolean isIndexed() {
        return colour == 3;
    }

    boolean hasOpacity() {
        return colour == 4 || colour == 6;
    }

    int samples() {
        return switch (colour) {
            case 2 -> 3;
            case 4 -> 2;
            case 6 -> 4;
            default -> 1;
        };
    }

    /** How many bytes a row of so many pixels has. */
    int rowBytes(int pixels) {
        return Math.toIntExact(((long) pixels * samples() * depth + 7) / 8);
    }

    /** How far back filters look for the pixel before. */
    int pixelBytes() {
        return Math.max(1, samples() * depth / 8);
    }
}
