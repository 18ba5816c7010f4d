package org.pressroom.article.pictures;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** JPEG files (ITU T.81), segment by segment. What cameras and programs add stands in segments of its own. */
final class JpegCleaner implements Cleaner {

    private static final int SOI = 0xD8;
    private static final int EOI = 0xD9;
    private static final int SOS = 0xDA;
    private static final int DHT = 0xC4;
    private static final int DQT = 0xDB;
    private static final int DRI = 0xDD;
    private static final int APP0 = 0xE0;
    private static final int APP1 = 0xE1;
    private static final int APP2 = 0xE2;
    private static final int APP14 = 0xEE;
    private static final int APP15 = 0xEF;
    private static final int COM = 0xFE;

    private static final String EXIF = "Exif\0\0";
    private static final String PROFILE = "ICC_PROFILE\0";
    private static final byte[] WITHOUT_PREVIEW = {0, 0};

    /** Each of them may cost as much as the whole picture. Programs make fifteen at most. */
    private static final int MOST_SCANS = 30;

    private static final int MOST_PROFILE = 1024 * 1024;

    @Override
    public Picture clean(Path file, OutputStream out, long mostPixels) throws IOException {
        try (PictureInput in = new PictureInput(file)) {
            return new Reading(in, out, mostPixels).read();
        }
    }

    private static final class Reading {

        private final PictureInput in;
        private final OutputStream out;
        private final long mostPixels;
        private Orientation orientation = Orientation.UPRIGHT;
        private @Nullable Picture picture;
        private int scans;
        private int profile;

        private Reading(PictureInput in, OutputStream out, long mostPixels) {
            this.in = in;
            this.out = out;
            this.mostPixels = mostPixels;
        }

        private Picture read() throws IOException {
            in.skip(2);
            writeMarker(SOI);
            int marker = marker();
            while (marker != EOI) {
                marker = marker == SOS ? scan() : segment(marker);
            }
            if (picture == null || scans == 0) {
                throw UnusablePicture.broken("holds no picture");
            }
            writeMarker(EOI);
            return picture;
        }

        private int marker() throws IOException {
            if (in.u8() != 0xFF) {
                throw UnusablePicture.broken("is damaged");
            }
            int marker = in.u8();
            while (marker == 0xFF) {
                marker = in.u8();
            }
            return marker;
        }

        private int length() throws IOException {
            int length = in.u16() - 2;
            if (length < 0) {
                throw UnusablePicture.broken("is damaged");
            }
            return length;
        }

        private int segment(int marker) throws IOException {
            int length = length();
            if (isFrame(marker)) {
                frame(marker, in.bytes(length));
            } else if (marker == DHT || marker == DQT || marker == DRI) {
                writeSegment(marker, in.bytes(length));
            } else if (marker >= APP0 && marker <= APP15) {
                ofApplication(marker, in.bytes(length));
            } else if (marker == COM) {
                in.skip(length);
            } else {
                throw UnusablePicture.otherType("This is a JPEG of a kind that browsers do not show.");
            }
            return marker();
        }

        private static boolean isFrame(int marker) {
            return marker >= 0xC0 && marker <= 0xC2;
        }

        private void frame(int marker, byte[] frame) throws IOException {
            if (frame.length < 6 || picture != null) {
                throw UnusablePicture.broken("is damaged");
            }
            int height = ((frame[1] & 0xFF) << 8) | (frame[2] & 0xFF);
            int width = ((frame[3] & 0xFF) << 8) | (frame[4] & 0xFF);
            int components = frame[5];
            if (frame[0] != 8 || (components != 1 && components != 3 && components != 4)) {
                throw UnusablePicture.otherType("This is a JPEG of a kind that browsers do not show.");
            }
            PictureCleaning.requireSize(width, height, mostPixels);
            picture = orientation.isOnItsSide()
                    ? new Picture(PictureType.JPEG, height, width, false)
                    : new Picture(PictureType.JPEG, width, height, false);
            if (orientation != Orientation.UPRIGHT) {
                writeSegment(APP1, concat(PictureCleaning.ascii(EXIF), orientation.tiff()));
            }
            writeSegment(marker, frame);
        }

        private void ofApplication(int marker, byte[] content) throws IOException {
            if (picture != null) {
                return;
            }
            String beginning = new String(content, 0, Math.min(content.length, 14), StandardCharsets.ISO_8859_1);
            if (marker == APP0 && beginning.startsWith("JFIF\0") && content.length >= 14) {
                writeSegment(marker, concat(first(content, 12), WITHOUT_PREVIEW));
            } else if (marker == APP1 && beginning.startsWith(EXIF)) {
                orientation = Orientation.of(Arrays.copyOfRange(content, EXIF.length(), content.length));
            } else if (marker == APP2 && beginning.startsWith(PROFILE) && profile + content.length <= MOST_PROFILE) {
                profile += content.length;
                writeSegment(marker, content);
            } else if (marker == APP14 && beginning.startsWith("Adobe") && content.length >= 12) {
                writeSegment(marker, first(content, 12));
            }
        }

        /** Copies the coded pixels, up to the marker behind them. */
        private int scan() throws IOException {
            if (picture == null || ++scans > MOST_SCANS) {
                throw UnusablePicture.broken("is damaged");
            }
            writeSegment(SOS, in.bytes(length()));
            while (true) {
                in.copyToOnes(out);
                int marker = in.u8();
                while (marker == 0xFF) {
                    marker = in.u8();
                }
                if (marker != 0 && (marker < 0xD0 || marker > 0xD7)) {
                    return marker;
                }
                writeMarker(marker);
            }
        }

        private void writeMarker(int marker) throws IOException {
            out.write(0xFF);
            out.write(marker);
        }

        private void writeSegment(int marker, byte[] content) throws IOException {
            writeMarker(marker);
            out.write((content.length + 2) >> 8);
            out.write(content.length + 2);
            out.write(content);
        }

        private static byte[] first(byte[] content, int count) {
            return Arrays.copyOf(content, count);
        }

        private static byte[] concat(byte[] one, byte[] other) {
            byte[] both = Arrays.copyOf(one, one.length + other.length);
            System.arraycopy(other, 0, both, one.length, other.length);
            return both;
        }
    }
}
