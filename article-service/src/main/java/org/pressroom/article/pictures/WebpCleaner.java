package org.pressroom.article.pictures;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** WebP files (RFC 9649), chunk by chunk, also those that move. */
final class WebpCleaner implements Cleaner {

    private static final Set<String> KEPT = Set.of("VP8 ", "VP8L", "ALPH", "ANIM", "ANMF", "ICCP");

    private static final int PROFILE = 0x20;
    private static final int OPACITY = 0x10;
    private static final int EXIF = 0x08;
    private static final int ANIMATION = 0x02;

    private static final int MOST_CHUNKS = 4_000;
    private static final int MOST_ABOUT = 64 * 1024;

    /** What is kept of a file, and where it stands there. */
    private record Chunk(String type, long at, long length) {
        long padded() {
            return length + (length & 1);
        }
    }

    @Override
    public Picture clean(Path file, OutputStream out, long mostPixels) throws IOException {
        Reading reading = new Reading(mostPixels);
        try (PictureInput in = new PictureInput(file)) {
            reading.read(in);
        }
        return reading.write(file, out);
    }

    private static final class Reading {

        private final long mostPixels;
        private final List<Chunk> kept = new ArrayList<>();
        private Orientation orientation = Orientation.UPRIGHT;
        private int @Nullable [] canvas;
        private int @Nullable [] still;
        private final Frames frames = new Frames();
        private boolean moves;
        private int flags;

        private Reading(long mostPixels) {
            this.mostPixels = mostPixels;
        }

        private void read(PictureInput in) throws IOException {
            in.skip(4);
            long end = in.u32Little() + 8;
            in.skip(4);
            while (in.position() + 8 <= end) {
                String type = in.ascii(4);
                long length = in.u32Little();
                if (in.position() + length > end || kept.size() > MOST_CHUNKS) {
                    throw UnusablePicture.cutOff();
                }
                long at = in.position();
                look(in, type, length);
                in.skip(Math.max(0, at + Math.min(length + (length & 1), end - at) - in.position()));
                if (KEPT.contains(type)) {
                    kept.add(new Chunk(type, at, length));
                }
            }
            if (still == null && !moves) {
                throw UnusablePicture.broken("holds no picture");
            }
        }

        private void look(PictureInput in, String type, long length) throws IOException {
            switch (type) {
                case "VP8X" -> {
                    byte[] said = head(in, length, 10);
                    flags = said[0] & (PROFILE | OPACITY | ANIMATION);
                    canvas = size(1 + u24(said, 4), 1 + u24(said, 7));
                }
                case "VP8 " -> {
                    byte[] said = head(in, length, 10);
                    if (said[3] != (byte) 0x9D || said[4] != 1 || said[5] != 0x2A) {
                        throw UnusablePicture.broken("is damaged");
                    }
                    still = size(u16(said, 6) & 0x3FFF, u16(said, 8) & 0x3FFF);
                }
                case "VP8L" -> {
                    byte[] said = head(in, length, 5);
                    long bits = u16(said, 1) | ((long) u16(said, 3) << 16);
                    if (said[0] != 0x2F) {
                        throw UnusablePicture.broken("is damaged");
                    }
                    still = size(1 + (int) (bits & 0x3FFF), 1 + (int) ((bits >> 14) & 0x3FFF));
                }
                case "ANMF" -> {
                    byte[] said = head(in, length, 16);
                    int[] frame = size(1 + u24(said, 6), 1 + u24(said, 9));
                    frames.add(frame[0], frame[1]);
                    moves = true;
                }
                case "EXIF" -> {
                    if (length <= MOST_ABOUT) {
                        orientation = Orientation.of(in.bytes((int) length));
                    }
                }
                default -> {}
            }
        }

        private static byte[] head(PictureInput in, long length, int count) throws IOException {
            if (length < count) {
                throw UnusablePicture.broken("is damaged");
            }
            return in.bytes(count);
        }

        private int[] size(int width, int height) throws UnusablePicture {
            PictureCleaning.requireSize(width, height, mostPixels);
            return new int[] {width, height};
        }

        private static int u16(byte[] bytes, int at) {
            return (bytes[at] & 0xFF) | ((bytes[at + 1] & 0xFF) << 8);
        }

        private static int u24(byte[] bytes, int at) {
            return u16(bytes, at) | ((bytes[at + 2] & 0xFF) << 16);
        }

        private Picture write(Path file, OutputStream out) throws IOException {
            int[] shown = canvas != null ? canvas : still;
            if (shown == null) {
                throw UnusablePicture.broken("holds no picture");
            }
            if (still != null && (still[0] != shown[0] || still[1] != shown[1])) {
                throw UnusablePicture.broken("is damaged");
            }
            boolean turned = orientation != Orientation.UPRIGHT;
            boolean extended = canvas != null;
            byte[] about = orientation.tiff();
            long length = 4L + (extended ? 18 : 0) + (turned && extended ? 8 + about.length : 0);
            for (Chunk chunk : kept) {
                length += 8 + chunk.padded();
            }
            out.write(PictureCleaning.ascii("RIFF"));
            writeLittle(out, length, 4);
            out.write(PictureCleaning.ascii("WEBP"));
            if (extended) {
                out.write(PictureCleaning.ascii("VP8X"));
                writeLittle(out, 10, 4);
                writeLittle(out, flags | (turned ? EXIF : 0), 4);
                writeLittle(out, shown[0] - 1, 3);
                writeLittle(out, shown[1] - 1, 3);
            }
            copy(file, out);
            if (turned && extended) {
                out.write(PictureCleaning.ascii("EXIF"));
                writeLittle(out, about.length, 4);
                out.write(about);
            }
            boolean onItsSide = extended && orientation.isOnItsSide();
            return new Picture(PictureType.WEBP, shown[onItsSide ? 1 : 0], shown[onItsSide ? 0 : 1], moves);
        }

        private void copy(Path file, OutputStream out) throws IOException {
            try (PictureInput in = new PictureInput(file)) {
                for (Chunk chunk : kept) {
                    in.skip(chunk.at() - in.position());
                    out.write(PictureCleaning.ascii(chunk.type()));
                    writeLittle(out, chunk.length(), 4);
                    in.copy(chunk.length(), out);
                    writeLittle(out, 0, (int) (chunk.length() & 1));
                }
            }
        }

        private static void writeLittle(OutputStream out, long number, int bytes) throws IOException {
            for (int i = 0; i < bytes; i++) {
                out.write((int) (number >> (8 * i)));
            }
        }
    }
}
