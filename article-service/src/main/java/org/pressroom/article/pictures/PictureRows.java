package org.pressroom.article.pictures;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The pixels of a cleaned file, row by row from the top as the file has them, so that a large picture needs little memory.
 */
interface PictureRows {

    /** Pictures that cannot be read by rows are held whole, so only up to so many pixels of them are read at all. */
    int MOST_HELD = 5_000_000;

    int width();

    int height();

    /** 3 for red, green and blue; 4 with opacity after them. */
    int bands();

    /** How it is to be turned when it is shown. */
    default Orientation orientation() {
        return Orientation.UPRIGHT;
    }

    /**
     * Reads all of them.
     *
     * @throws UnusablePicture for what is damaged
     */
    void read(Rows rows) throws IOException;

    /** Takes rows, from the top. */
    interface Rows {

        /** @param row all bands of its first pixel, then of the next; the caller's own to use again */
        void take(byte[] row);
    }

    /**
     * Opens a file that {@link PictureCleaning} wrote.
     *
     * @throws UnusablePicture where it cannot be read in the memory that there is for it, or is damaged
     */
    static PictureRows of(Path file, PictureType type) throws IOException {
        return switch (type) {
            case JPEG -> JpegRows.of(file);
            case PNG -> PngRows.of(file);
            case GIF, WEBP -> HeldRows.of(file, type);
        };
    }
}
