package org.pressroom.article.pictures;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Finds out by its content what a file is, whatever its name says, and writes it anew without what is not the picture: where
 * and by whom it was taken, comments, previews, other files behind it. The pixels stay as they are, to the bit; so do their
 * colour profile and how the picture is to be turned.
 */
public final class PictureCleaning {

    /** As much of a file as tells what it is. */
    private static final int BEGINNING = 12;

    private PictureCleaning() {}

    /**
     * Takes time, for reading and writing.
     *
     * @param mostPixels how many it may have, by what it says itself
     * @throws UnusablePicture for what is not taken
     */
    public static Picture clean(Path file, Path cleaned, long mostPixels) throws IOException {
        Cleaner cleaner = cleaner(beginning(file));
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(cleaned), 64 * 1024)) {
            return cleaner.clean(file, out, mostPixels);
        }
    }

    private static String beginning(Path file) throws IOException {
        try (PictureInput in = new PictureInput(file)) {
            StringBuilder read = new StringBuilder();
            for (int i = 0; i < BEGINNING; i++) {
                int next = in.next();
                if (next < 0) {
                    break;
                }
                read.append((char) next);
            }
            if (read.isEmpty()) {
                throw UnusablePicture.broken("is empty");
            }
            return read.toString();
        }
    }

    private static Cleaner cleaner(String beginning) throws UnusablePicture {
        if (beginning.startsWith("\u00FF\u00D8\u00FF")) {
            return new JpegCleaner();
        } else if (beginning.startsWith(PngCleaner.SIGNATURE)) {
            return new PngCleaner();
        } else if (beginning.startsWith("GIF87a") || beginning.startsWith("GIF89a")) {
            return new GifCleaner();
        } else if (beginning.startsWith("RIFF") && beginning.endsWith("WEBP")) {
            return new WebpCleaner();
        }
        throw UnusablePicture.otherType();
    }

    /** Refuses sizes that cannot be, or are too large. */
    static void requireSize(long width, long height, long mostPixels) throws UnusablePicture {
        if (width < 1 || height < 1) {
            throw UnusablePicture.broken("has no pixels");
        }
        if (width * height > mostPixels) {
            throw UnusablePicture.tooManyPixels(mostPixels);
        }
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
