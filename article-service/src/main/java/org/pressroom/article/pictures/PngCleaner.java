package org.pressroom.article.pictures;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;

/** PNG files (W3C, third edition), chunk by chunk, also those that move. */
final class PngCleaner implements Cleaner {

    static final String SIGNATURE = "\u0089PNG\r\n\u001A\n";

    /** What makes the picture, its colours and its movement. All else, texts above all, stays behind. */
    private static final Set<String> KEPT = Set.of(
            "IHDR", "PLTE", "tRNS", "IDAT", "IEND", "gAMA", "cHRM", "sRGB", "iCCP", "cICP", "sBIT", "pHYs", "acTL",
            "fcTL", "fdAT");

    /** The longest chunk that is none of pixels. */
    private static final int MOST_BESIDE_PIXELS = 1024 * 1024;

    private static final long LONGEST = Integer.MAX_VALUE;

    @Override
    public Picture clean(Path file, OutputStream out, long mostPixels) throws IOException {
        try (PictureInput in = new PictureInput(file)) {
            in.skip(SIGNATURE.length());
            out.write(PictureCleaning.ascii(SIGNATURE));
            PngHeader header = header(in, out, mostPixels);
            boolean animated = false;
            boolean palette = false;
            boolean pixels = false;
            while (true) {
                long length = in.u32();
                String type = in.ascii(4);
                animated |= type.equals("acTL") && !pixels;
                palette |= type.equals("PLTE");
                pixels |= type.equals("IDAT");
                chunk(in, out, type, length);
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

    private static void chunk(PictureInput in, OutputStream out, String type, long length) throws IOException {
        boolean ofPixels = type.equals("IDAT") || type.equals("fdAT");
        if (length > LONGEST || type.equals("IHDR")) {
            throw UnusablePicture.broken("is damaged");
        }
        if (!KEPT.contains(type) || (!ofPixels && length > MOST_BESIDE_PIXELS)) {
            in.skip(length + 4);
            return;
        }
        write(out, length);
        CheckedOutputStream summed = new CheckedOutputStream(out, new CRC32());
        summed.write(PictureCleaning.ascii(type));
        in.copy(length, summed);
        requireSum(in.u32(), (CRC32) summed.getChecksum());
        write(out, summed.getChecksum().getValue());
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
