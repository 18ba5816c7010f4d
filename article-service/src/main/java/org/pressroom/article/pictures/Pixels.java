package org.pressroom.article.pictures;

/**
 * A picture in memory.
 *
 * @param bands 3 for red, green and blue; 4 with opacity after them
 * @param data a byte a band, row by row
 */
record Pixels(int width, int height, int bands, byte[] data) {

    boolean hasOpacity() {
        return bands == 4;
    }
}
