package org.pressroom.article.pictures;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a cleaned JPEG says before its pixels.
 *
 * @param components 1 for grey, 3 for colour, 4 for printing colours
 * @param profile the ICC profile of its colours; null where it has none
 * @param decoded the same head without what a decoder has no use for
 * @param pixelsAt where in the file the rest begins
 */
record JpegHead(
        int width,
        int height,
        int components,
        Orientation orientation,
        byte @Nullable [] profile,
        byte[] decoded,
        long pixelsAt) {

    /** {@code ICC_PROFILE}, a zero, the number of the part, and how many there are. */
    private static final int PROFILE_HEAD = 14;

    private static final int EXIF_HEAD = 6;

    static JpegHead of(Path file) throws IOException {
        try (PictureInput in = new PictureInput(file)) {
            int width = 0;
            int height = 0;
            int components = 0;
            Orientation orientation = Orientation.UPRIGHT;
            ByteArrayOutputStream profile = new ByteArrayOutputStream();
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            in.copy(2, head);
            while (true) {
                long at = in.position();
                in.skip(1);
                int marker = in.u8();
                if (marker == 0xDA) {
                    return new JpegHead(
                            width,
                            height,
                            components,
                            orientation,
                            profile.size() == 0 ? null : profile.toByteArray(),
                            head.toByteArray(),
                            at);
                }
                byte[] content = in.bytes(in.u16() - 2);
                if (marker == 0xE1) {
                    orientation = Orientation.of(Arrays.copyOfRange(content, EXIF_HEAD, content.length));
                } else if (marker == 0xE2) {
                    profile.write(content, PROFILE_HEAD, Math.max(0, content.length - PROFILE_HEAD));
                } else {
                    if (marker >= 0xC0 && marker <= 0xC2) {
                        height = ((content[1] & 0xFF) << 8) | (content[2] & 0xFF);
                        width = ((content[3] & 0xFF) << 8) | (content[4] & 0xFF);
                        components = content[5];
                    }
                    head.write(0xFF);
                    head.write(marker);
                    head.write((content.length + 2) >> 8);
                    head.write(content.length + 2);
                    head.writeBytes(content);
                }
            }
        }
    }
}
