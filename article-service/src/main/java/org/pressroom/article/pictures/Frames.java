package org.pressroom.article.pictures;

/** Counts what a picture that moves has readers' browsers draw. */
final class Frames {

    private static final int MOST = 2_000;

    /** Of all together: a minute and a half of 1280 by 720 at 12 a second. */
    private static final long MOST_PIXELS = 1_000_000_000;

    private int count;
    private long pixels;

    /** @throws UnusablePicture for one too many */
    void add(long width, long height) throws UnusablePicture {
        count++;
        pixels += width * height;
        if (count > MOST) {
            throw UnusablePicture.broken("has more than " + MOST + " frames");
        }
        if (pixels > MOST_PIXELS) {
            throw UnusablePicture.broken(
                    "must have at most " + MOST_PIXELS / 1_000_000 + " million pixels in all its frames together");
        }
    }

    int count() {
        return count;
    }
}
