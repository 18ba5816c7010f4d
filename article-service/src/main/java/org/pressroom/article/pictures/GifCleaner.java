package org.pressroom.article.pictures;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** GIF files (GIF89a), block by block, also those that move. */
final class GifCleaner implements Cleaner {

    private static final int EXTENSION = 0x21;
    private static final int FRAME = 0x2C;
    private static final int TRAILER = 0x3B;
    private static final int GRAPHIC_CONTROL = 0xF9;
    private static final int APPLICATION = 0xFF;

    @Override
    public Picture clean(Path file, OutputStream out, long mostPixels) throws IOException {
        try (PictureInput in = new PictureInput(file)) {
            in.copy(6, out);
            byte[] screen = in.bytes(7);
            out.write(screen);
            int width = little(screen, 0);
            int height = little(screen, 2);
            PictureCleaning.requireSize(width, height, mostPixels);
            copyColours(screen[4], in, out);
            Frames frames = new Frames();
            int block = in.u8();
            while (block != TRAILER) {
                if (block == FRAME) {
                    frame(in, out, mostPixels, frames);
                } else if (block == EXTENSION) {
                    extension(in, out);
                } else {
                    throw UnusablePicture.broken("is damaged");
                }
                block = in.u8();
            }
            if (frames.count() == 0) {
                throw UnusablePicture.broken("holds no picture");
            }
            out.write(TRAILER);
            return new Picture(PictureType.GIF, width, height, frames.count() > 1);
        }
    }

    private static int little(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) | ((bytes[at + 1] & 0xFF) << 8);
    }

    private static void copyColours(int packed, PictureInput in, OutputStream out) throws IOException {
        if ((packed & 0x80) != 0) {
            in.copy(3L * (2 << (packed & 7)), out);
        }
    }

    private static void frame(PictureInput in, OutputStream out, long mostPixels, Frames frames) throws IOException {
        byte[] place = in.bytes(9);
        int width = little(place, 4);
        int height = little(place, 6);
        PictureCleaning.requireSize(width, height, mostPixels);
        frames.add(width, height);
        out.write(FRAME);
        out.write(place);
        copyColours(place[8], in, out);
        in.copy(1, out);
        copyBlocks(in, out);
    }

    private static void extension(PictureInput in, OutputStream out) throws IOException {
        int label = in.u8();
        if (label == GRAPHIC_CONTROL) {
            out.write(EXTENSION);
            out.write(label);
            copyBlocks(in, out);
        } else if (label == APPLICATION) {
            application(in, out);
        } else {
            copyBlocks(in, OutputStream.nullOutputStream());
        }
    }

    /** How often a picture moves is said by one that Netscape began with. */
    private static void application(PictureInput in, OutputStream out) throws IOException {
        byte[] name = in.bytes(in.u8());
        String known = new String(name, StandardCharsets.ISO_8859_1);
        if (known.equals("NETSCAPE2.0") || known.equals("ANIMEXTS1.0")) {
            out.write(EXTENSION);
            out.write(APPLICATION);
            out.write(name.length);
            out.write(name);
            copyBlocks(in, out);
        } else {
            copyBlocks(in, OutputStream.nullOutputStream());
        }
    }

    private static void copyBlocks(PictureInput in, OutputStream out) throws IOException {
        int length = in.u8();
        while (length > 0) {
            out.write(length);
            in.copy(length, out);
            length = in.u8();
        }
        out.write(0);
    }
}
