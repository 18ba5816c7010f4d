package org.pressroom.article.media;

import static org.pressroom.article.media.SampleFiles.joined;
import static org.pressroom.article.media.SampleFiles.text;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Files that are made to harm whoever opens, keeps or shows them. */
final class HostileFiles {

    private static final String SCRIPT = "<script>alert(1)</script>";
    private static final int MUCH = 30_000_000;

    private HostileFiles() {}

    /**
     * A file.
     *
     * @param picture whether there is a picture in it, that is shown without the rest
     */
    record Hostile(String name, byte[] content, boolean picture) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Hostile> all() {
        List<Hostile> all = new ArrayList<>();
        bombs(all);
        scripts(all);
        polyglots(all);
        otherKinds(all);
        moving(all);
        truncated(all);
        return all;
    }

    private static void refused(List<Hostile> all, String name, byte[] content) {
        all.add(new Hostile(name, content, false));
    }

    private static void harmless(List<Hostile> all, String name, byte[] content) {
        all.add(new Hostile(name, content, true));
    }

    private static void bombs(List<Hostile> all) {
        refused(all, "zip of zeros", zip(new byte[MUCH]));
        refused(all, "zip in a zip", zip(zip(new byte[MUCH])));
        refused(all, "gzip of zeros", gzip(new byte[MUCH]));
        refused(all, "zeros", new byte[100_000]);
        refused(all, "PNG of 2^31-1 by 2^31-1", SampleFiles.pngOfSize(Integer.MAX_VALUE, Integer.MAX_VALUE));
        refused(all, "PNG of 65536 by 65536", SampleFiles.pngOfSize(65_536, 65_536));
        refused(all, "PNG a pixel high", SampleFiles.pngOfSize(Integer.MAX_VALUE, 1));
        refused(all, "PNG without the pixels that it speaks of", SampleFiles.pngOfSize(5_000, 5_000));
        refused(all, "GIF of 65535 by 65535", resized(SampleFiles.gif(4, 4), 6));
        refused(all, "GIF with a frame of 65535 by 65535", hugeFrame());
        refused(all, "JPEG of 65535 by 65535", hugeJpeg());
        refused(all, "WebP of 16777216 by 16777216", webp(chunk("VP8X", new byte[] {0, 0, 0, 0, -1, -1, -1, -1, -1, -1
        })));
        refused(all, "WebP of 16383 by 16383, without losses", webp(chunk("VP8L", new byte[] {0x2F, -1, -1, -1, 0})));
        refused(
                all,
                "WebP that says it is 4 GB long",
                joined(text("RIFF"), new byte[] {-1, -1, -1, -1}, text("WEBPVP8 "), new byte[] {-1, -1, -1, -1}));
        refused(
                all,
                "PNG with a chunk of 2 GB",
                joined(Arrays.copyOf(SampleFiles.png(4, 4), 33), new byte[] {0x7F, -1, -1, -1}, text("IDAT")));
        harmless(all, "PNG with 30 MB behind its pixels", png(joined(pixels(), new byte[MUCH])));
        harmless(
                all,
                "PNG with a text of 30 MB",
                png(pixels(), SampleFiles.chunk("zTXt", joined(text("a\0\0"), deflated(new byte[MUCH])))));
        harmless(
                all,
                "PNG with a profile of 30 MB",
                png(pixels(), SampleFiles.chunk("iCCP", joined(text("a\0\0"), deflated(new byte[MUCH])))));
        harmless(all, "PNG with a profile that is none", png(pixels(), SampleFiles.chunk("iCCP", text("a"))));
        refused(all, "JPEG of a hundred scans", scans(100));
        refused(
                all,
                "SVG that grows by entities",
                text("<?xml version='1.0'?><!DOCTYPE l [<!ENTITY a 'ha'>"
                        + "<!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;'>]>"
                        + "<svg xmlns='http://www.w3.org/2000/svg'><text>&c;</text></svg>"));
        refused(
                all,
                "SVG that uses itself",
                text("<svg xmlns='http://www.w3.org/2000/svg'><use id='a' href='#a'/></svg>"));
        refused(all, "SVG of deep nesting", text("<svg>" + "<g>".repeat(100_000)));
        refused(all, "packed SVG", gzip(text("<svg xmlns='http://www.w3.org/2000/svg'/>")));
    }

    private static void scripts(List<Hostile> all) {
        refused(all, "SVG with a script", text("<svg xmlns='http://www.w3.org/2000/svg'>" + SCRIPT + "</svg>"));
        refused(all, "SVG that does something when it is loaded", text("<svg onload='alert(1)'/>"));
        refused(
                all,
                "SVG with a page",
                text("<svg><foreignObject><iframe src='javascript:alert(1)'/></foreignObject></svg>"));
        refused(all, "SVG after a mark of the byte order", text("\uFEFF<svg onload='alert(1)'/>"));
        refused(all, "page", text("<!DOCTYPE html>" + SCRIPT));
        refused(all, "script", text("alert(1)"));
        refused(
                all,
                "file of XML that asks for another",
                text("<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>"));
        refused(all, "PHP", text("<?php system($_GET[0]); ?>"));
    }

    private static void polyglots(List<Hostile> all) {
        byte[] archive = zip(text(SCRIPT));
        refused(all, "GIF that is a script", text("GIF89a=alert(1)//" + SCRIPT));
        refused(all, "GIF that is a script between comments", text("GIF89a/*\0\0\0*/=1;alert(1);//;"));
        refused(all, "JPEG that is a page", joined(new byte[] {-1, (byte) 0xD8, -1}, text(SCRIPT)));
        refused(
                all,
                "PNG that is a page",
                joined(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'}, text(SCRIPT)));
        refused(all, "PDF before a JPEG", joined(text("%PDF-1.7\n" + SCRIPT), SampleFiles.jpeg(40, 30)));
        refused(all, "zip before a PNG", joined(archive, SampleFiles.png(40, 30)));
        for (byte[] picture : List.of(
                SampleFiles.jpeg(40, 30), SampleFiles.png(40, 30), SampleFiles.gif(40, 30), SampleFiles.webp())) {
            for (byte[] tail :
                    List.of(archive, text("%PDF-1.7\n" + SCRIPT), text(SCRIPT), text("*/alert(1);" + SCRIPT))) {
                harmless(all, "picture before something else", joined(picture, tail));
            }
        }
        byte[] jpeg = SampleFiles.jpeg(40, 30);
        for (int marker : List.of(0xFE, 0xE0, 0xE1, 0xE2, 0xED, 0xEE, 0xEF)) {
            harmless(
                    all,
                    "JPEG with a script in segment " + marker,
                    joined(
                            Arrays.copyOf(jpeg, 2),
                            new byte[] {-1, (byte) marker, 0, (byte) (SCRIPT.length() + 2)},
                            text(SCRIPT),
                            Arrays.copyOfRange(jpeg, 2, jpeg.length)));
        }
        for (String type : List.of("tEXt", "iTXt", "eXIf", "prVt", "sPLT", "hIST")) {
            harmless(all, "PNG with a script in " + type, png(pixels(), SampleFiles.chunk(type, text(SCRIPT))));
        }
        byte[] gif = SampleFiles.gif(40, 30);
        for (int label : List.of(0xFE, 0x01, 0x33)) {
            harmless(
                    all,
                    "GIF with a script in block " + label,
                    joined(
                            Arrays.copyOf(gif, gif.length - 1),
                            new byte[] {0x21, (byte) label, (byte) SCRIPT.length()},
                            text(SCRIPT),
                            new byte[] {0, 0x3B}));
        }
        for (String type : List.of("XMP ", "EXIF", "junk")) {
            harmless(
                    all,
                    "WebP with a script in " + type,
                    webp(chunk("VP8L", Arrays.copyOfRange(SampleFiles.webp(), 20, 33)), chunk(type, text(SCRIPT))));
        }
    }

    private static void otherKinds(List<Hostile> all) {
        refused(all, "nothing", new byte[0]);
        for (String beginning : List.of(
                "BM",
                "II*\0",
                "MM\0*",
                "\0\0\1\0",
                "8BPS",
                "\0\0\0 ftypavif",
                "\0\0\0 ftypheic",
                "\0\0\0\14JXL \r\n",
                "gimp xcf",
                "PK\3\4",
                "Rar!",
                "\177ELF",
                "MZ",
                "#!/bin/sh",
                "{}",
                "RIFF\0\0\0\0AVI ",
                "FORM\0\0\0\0ILBM",
                "%!PS-Adobe",
                "qoif",
                "farbfeld",
                "P6 9999999 9999999 255\n",
                "#define a_width 99999")) {
            refused(
                    all,
                    "file that begins with " + beginning,
                    joined(beginning.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1), new byte[500]));
        }
    }

    private static void moving(List<Hostile> all) {
        byte[] frame = gifFrame(4, 4);
        refused(all, "GIF of 2001 frames", gif(frame, 2_001));
        refused(all, "GIF of a hundred large frames", gif(gifFrame(4_000, 4_000), 100));
        byte[] large =
                joined(new byte[6], new byte[] {-97, 15, 0, -97, 15, 0, 0, 0, 0, 0}, chunk("VP8L", new byte[10]));
        byte[][] frames = new byte[100][];
        Arrays.fill(frames, chunk("ANMF", large));
        refused(
                all,
                "WebP of a hundred large frames",
                webp(chunk("VP8X", new byte[] {2, 0, 0, 0, -97, 15, 0, -97, 15, 0}), joined(frames)));
        byte[] control =
                ByteBuffer.allocate(26).putInt(0).putInt(4_000).putInt(4_000).array();
        byte[][] controls = new byte[100][];
        Arrays.fill(controls, SampleFiles.chunk("fcTL", control));
        refused(
                all,
                "PNG of a hundred large frames",
                png(pixels(), SampleFiles.chunk("acTL", new byte[8]), joined(controls)));
    }

    private static void truncated(List<Hostile> all) {
        for (byte[] picture :
                List.of(SampleFiles.photo(200, 150, 6), SampleFiles.png(200, 150), SampleFiles.gif(200, 150))) {
            for (int tenths = 1; tenths < 10; tenths++) {
                refused(
                        all,
                        "picture cut off after " + tenths + " tenths",
                        Arrays.copyOf(picture, picture.length * tenths / 10));
            }
            refused(all, "picture cut off after a byte", Arrays.copyOf(picture, 1));
        }
    }

    private static byte[] resized(byte[] file, int at) {
        byte[] huge = file.clone();
        Arrays.fill(huge, at, at + 4, (byte) -1);
        return huge;
    }

    private static byte[] gifFrame(int width, int height) {
        return ByteBuffer.allocate(17)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 0x2C)
                .putInt(0)
                .putShort((short) width)
                .putShort((short) height)
                .put(new byte[] {0, 2, 2, 0x4C, 1, 0, 0})
                .array();
    }

    private static byte[] gif(byte[] frame, int frames) {
        byte[][] all = new byte[frames][];
        Arrays.fill(all, Arrays.copyOf(frame, 16));
        return joined(
                text("GIF89a"), new byte[] {4, 0, 4, 0, (byte) 0x80, 0, 0, 0, 0, 0, 1, 1, 1}, joined(all), new byte[] {
                    0x3B
                });
    }

    private static byte[] hugeFrame() {
        return gif(gifFrame(0xFFFF, 0xFFFF), 1);
    }

    private static byte[] hugeJpeg() {
        byte[] jpeg = SampleFiles.jpeg(8, 8);
        for (int i = 0; i < jpeg.length - 9; i++) {
            if (jpeg[i] == -1 && jpeg[i + 1] == (byte) 0xC0) {
                return resized(jpeg, i + 5);
            }
        }
        throw new IllegalStateException("no frame");
    }

    /** One that says again and again what it shows. */
    private static byte[] scans(int count) {
        byte[] jpeg = SampleFiles.jpeg(8, 8);
        int scan = 0;
        while (jpeg[scan] != -1 || jpeg[scan + 1] != (byte) 0xDA) {
            scan++;
        }
        byte[][] again = new byte[count][];
        Arrays.fill(again, Arrays.copyOfRange(jpeg, scan, jpeg.length - 2));
        return joined(Arrays.copyOf(jpeg, scan), joined(again), new byte[] {-1, (byte) 0xD9});
    }

    private static byte[] chunk(String type, byte[] content) {
        return ByteBuffer.allocate(8 + content.length + (content.length & 1))
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(text(type))
                .putInt(content.length)
                .put(content)
                .array();
    }

    private static byte[] webp(byte[]... chunks) {
        byte[] content = joined(text("WEBP"), joined(chunks));
        return chunk("RIFF", content);
    }

    /** Ten by ten in three colours. */
    private static byte[] pixels() {
        byte[] rows = new byte[10 * 31];
        new java.util.Random().nextBytes(rows);
        for (int y = 0; y < 10; y++) {
            rows[31 * y] = 0;
        }
        return rows;
    }

    private static byte[] png(byte[] pixels, byte[]... beside) {
        byte[] header = ByteBuffer.allocate(13)
                .putInt(10)
                .putInt(10)
                .put(new byte[] {8, 2, 0, 0, 0})
                .array();
        return joined(
                new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'},
                SampleFiles.chunk("IHDR", header),
                joined(beside),
                SampleFiles.chunk("IDAT", deflated(pixels)),
                SampleFiles.chunk("IEND", new byte[0]));
    }

    private interface Packing {
        void write(ByteArrayOutputStream out) throws IOException;
    }

    private static byte[] packed(Packing packing) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            packing.write(out);
            return out.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static byte[] deflated(byte[] content) {
        return packed(out -> {
            try (DeflaterOutputStream packed = new DeflaterOutputStream(out, new Deflater(9))) {
                packed.write(content);
            }
        });
    }

    private static byte[] gzip(byte[] content) {
        return packed(out -> {
            try (GZIPOutputStream packed = new GZIPOutputStream(out)) {
                packed.write(content);
            }
        });
    }

    private static byte[] zip(byte[] content) {
        return packed(out -> {
            try (ZipOutputStream packed = new ZipOutputStream(out)) {
                packed.putNextEntry(new ZipEntry("../../picture.jpg"));
                packed.write(content);
            }
        });
    }
}
