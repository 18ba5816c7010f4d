package org.pressroom.article.pictures;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** PNG files (W3C, third edition), chunk by chunk, also those that move. */
final class PngCleaner implements Cleaner {

    static final String SIGNATURE = "\u0089PNG\r\n\u001A\n";

    /** What makes the picture, its colours and its movement. All else, texts above all, stays behind. */
    private static final Set<String> KEPT = Set.of(
            "IHDR", "PLTE", "tRNS", "IDAT", "IEND", "gAMA", "cHRM", "sRGB", "iCCP", "cICP", "sBIT", "pHYs", "acTL",
            "fcTL", "fdAT");

    /** The longest chunk that is none of pixels. */
    private static final int MOST_BESIDE_PIXELS = 1024 * 1024;

    private static final int FRAME_LENGTH = 26;
    private static final int PART = 8 * 1024;

    private static final long LONGEST = Integer.MAX_VALUE;

    @Override
    public Picture clean(Path file, OutputStream out, long mostPixels) throws IOException {
        try (PictureInput in = new PictureInput(file)) {
            in.skip(SIGNATURE.length());
            out.write(PictureCleaning.ascii(SIGNATURE));
            PngHeader header = header(in, out, mostPixels);
            Frames frames = new Frames();
            boolean animated = false;
            boolean palette = false;
            boolean pixels = false;
            while (true) {
                long length = in.u32();
                String type = in.ascii(4);
                animated |= type.equals("acTL") && !pixels;
                palette |= type.equals("PLTE");
                pixels |= type.equals("IDAT");
                chunk(in, out, type, length, frames);
                if (type.equals("IEND")) {
                    break;
                }
            }
            if (!pixels || (header.isIndexed() && !palette)) {
                throw UnusablePicture.broken("holds no picture");
            }
            return new Picture(PictureType.PNG, header.width(), header.height(), animated);
        }
    }

    private static PngHeader header(PictureInput in, OutputStream out, long mostPixels) throws IOException {
        long length = in.u32();
        if (!in.ascii(4).equals("IHDR") || length != PngHeader.LENGTH) {
            throw UnusablePicture.broken("is damaged");
        }
        byte[] content = in.bytes(PngHeader.LENGTH);
        PngHeader header = PngHeader.of(content);
        PictureCleaning.requireSize(header.width(), header.height(), mostPixels);
        CRC32 sum = new CRC32();
        sum.update(PictureCleaning.ascii("IHDR"));
        sum.update(content);
        requireSum(in.u32(), sum);
        write(out, length);
        out.write(PictureCleaning.ascii("IHDR"));
        out.write(content);
        write(out, sum.getValue());
        return header;
    }

    private static void chunk(PictureInput in, OutputStream out, String type, long length, Frames frames)
            throws IOException {
        boolean ofPixels = type.equals("IDAT") || type.equals("fdAT");
        if (length > LONGEST || type.equals("IHDR")) {
            throw UnusablePicture.broken("is damaged");
        }
        if (!KEPT.contains(type) || (!ofPixels && length > MOST_BESIDE_PIXELS)) {
            in.skip(length + 4);
            return;
        }
        if (ofPixels) {
            write(out, length);
            CheckedOutputStream summed = new CheckedOutputStream(out, new CRC32());
            summed.write(PictureCleaning.ascii(type));
            in.copy(length, summed);
            requireSum(in.u32(), (CRC32) summed.getChecksum());
            write(out, summed.getChecksum().getValue());
            return;
        }
        byte[] content = in.bytes((int) length);
        CRC32 sum = new CRC32();
        sum.update(PictureCleaning.ascii(type));
        sum.update(content);
        requireSum(in.u32(), sum);
        if (type.equals("fcTL") && length == FRAME_LENGTH) {
            ByteBuffer frame = ByteBuffer.wrap(content);
            frames.add(frame.getInt(4) & 0xFFFF_FFFFL, frame.getInt(8) & 0xFFFF_FFFFL);
        }
        if (!type.equals("iCCP") || isProfile(content)) {
            write(out, length);
            out.write(PictureCleaning.ascii(type));
            out.write(content);
            write(out, sum.getValue());
        }
    }

    /** Not what takes a browser's memory when it is unpacked. */
    private static boolean isProfile(byte[] content) {
        int packed = 0;
        while (packed < content.length && content[packed] != 0) {
            packed++;
        }
        // a zero, and the number of the method
        packed += 2;
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(content, packed, content.length - packed);
            byte[] part = new byte[PART];
            while (!inflater.finished()) {
                if (inflater.inflate(part) == 0 || inflater.getBytesWritten() > MOST_BESIDE_PIXELS) {
                    return false;
                }
            }
            return true;
        } catch (DataFormatException | ArrayIndexOutOfBoundsException damaged) {
            return false;
        } finally {
            inflater.end();
        }
    }

    private static void requireSum(long said, CRC32 sum) throws UnusablePicture {
        if (said != sum.getValue()) {
            throw UnusablePicture.broken("is damaged");
        }
    }

    private static void write(OutputStream out, long number) throws IOException {
        for (int shift = 24; shift >= 0; shift -= 8) {
            out.write((int) (number >> shift));
        }
    }
}
