package org.pressroom.article.pictures;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** Writes files of one kind anew, with what makes the picture and nothing else. */
interface Cleaner {

    /**
     * Writes the picture in a file that begins as files of this kind do. What comes after its end is left behind.
     *
     * @param mostPixels how many it may have; looked at before anything is read that they would make large
     * @throws UnusablePicture for what cannot be shown, or is too large
     */
    Picture clean(Path file, OutputStream out, long mostPixels) throws IOException;
}
