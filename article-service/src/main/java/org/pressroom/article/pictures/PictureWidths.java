package org.pressroom.article.pictures;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Smaller pictures of a cleaned file, all in one reading of it. */
public final class PictureWidths {

    /** The widths that can be had, in pixels. */
    public static final List<Integer> ALL = List.of(320, 480, 640, 960, 1280, 1920, 2560);

    /** A width whose picture has more pixels than this, being very tall, would take too much memory. */
    private static final int MOST_PIXELS = 12_000_000;

    private static final float QUALITY = 0.82f;

    private PictureWidths() {}

    /** Loads what is not Java. Reads files, and so is called before anybody asks who must not wait for them. */
    public static void load() {
        WebpWriter.isThere();
    }

    /** Of a picture: those that are smaller than it, the smallest first. None of what moves. */
    public static List<Integer> of(Picture picture) {
        return picture.animated()
                ? List.of()
                : ALL.stream()
                        .filter(width -> width < picture.width())
                        .filter(width -> (long) width * height(picture, width) <= MOST_PIXELS)
                        .toList();
    }

    private static int height(Picture picture, int width) {
        return other(width, picture.width(), picture.height());
    }

    /** Whether one of its widths can be had as WebP, beside {@link #typeOf}: where libwebp is there. */
    public static boolean isMadeAsWebp(Picture picture, int width) {
        return WebpWriter.isThere() && height(picture, width) <= WebpWriter.LONGEST_SIDE;
    }

    /** What type its smaller pictures have. */
    public static PictureType typeOf(PictureType original) {
        return original == PictureType.JPEG ? PictureType.JPEG : PictureType.PNG;
    }

    /**
     * Makes pictures of these widths, upright and without anything but their pixels, in the colours of sRGB. Takes up to a
     * second of computing and some tens of megabytes, so it belongs on one of few threads.
     *
     * @param file one that {@link PictureCleaning} wrote
     * @param widths from {@link #of}
     * @param as their type: {@link #typeOf}, or WebP for those that are {@linkplain #isMadeAsWebp made so}
     * @param folder where to put them
     * @param helpers where a part of the work is done while this thread does another
     * @return the file of each width
     * @throws UnusablePicture for what is damaged, or can be read only at a price that it is not worth
     */
    public static Map<Integer, Path> make(
            Path file, PictureType type, List<Integer> widths, PictureType as, Path folder, Executor helpers)
            throws IOException {
        boolean exact = typeOf(type) == PictureType.PNG;
        Map<Integer, Path> made = new TreeMap<>();
        CompletableFuture<Void> writing = CompletableFuture.completedFuture(null);
        try {
            Pixels pixels = null;
            for (int width : largestFirst(widths)) {
                Pixels next =
                        pixels == null ? read(PictureRows.of(file, type), width, helpers) : smaller(pixels, width);
                // So that no more than two are in memory.
                await(writing);
                Path target = folder.resolve(width + "." + as.extension());
                writing = CompletableFuture.runAsync(() -> write(next, exact, as, target), helpers);
                made.put(width, target);
                pixels = next;
            }
            await(writing);
        } finally {
            // Nothing comes into the folder after this, whatever has failed.
            writing.handle((written, failure) -> failure).join();
        }
        return made;
    }

    private static void await(CompletableFuture<Void> writing) throws IOException {
        try {
            writing.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof UncheckedIOException io) {
                throw io.getCause();
            }
            throw failed;
        }
    }

    private static void write(Pixels pixels, boolean exact, PictureType as, Path target) {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target))) {
            if (as == PictureType.WEBP) {
                WebpWriter.write(pixels, exact, out);
            } else {
                write(pixels, as, out);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /**
     * Reads all of a cleaned file's pixels, which shows whether they are there.
     *
     * @return whether smaller ones can be made of it: not of what moves, nor where it would take too much memory
     * @throws UnusablePicture for what is damaged
     */
    public static boolean check(Path file, Picture picture) throws IOException {
        if (picture.animated()) {
            return false;
        }
        try {
            PictureRows.of(file, picture.type()).read(row -> {});
            return true;
        } catch (UnusablePicture unusable) {
            if (unusable.reason() == UnusablePicture.Reason.TOO_MANY_PIXELS) {
                return false;
            }
            throw unusable;
        }
    }

    private static List<Integer> largestFirst(List<Integer> widths) {
        List<Integer> sorted = new ArrayList<>(widths);
        sorted.sort(Comparator.reverseOrder());
        return sorted;
    }

    private static Pixels read(PictureRows rows, int width, Executor helpers) throws IOException {
        Orientation orientation = rows.orientation();
        boolean onItsSide = orientation.isOnItsSide();
        int height = other(width, onItsSide ? rows.height() : rows.width(), onItsSide ? rows.width() : rows.height());
        Averaging averaging = Averaging.of(
                rows.width(), rows.height(), rows.bands(), onItsSide ? height : width, onItsSide ? width : height);
        RowBlocks blocks = new RowBlocks(averaging, rows.width() * rows.bands(), helpers);
        rows.read(blocks);
        blocks.end();
        return orientation.upright(averaging.pixels());
    }

    private static Pixels smaller(Pixels pixels, int width) {
        return Averaging.smaller(pixels, width, other(width, pixels.width(), pixels.height()));
    }

    private static int other(int width, int ofWidth, int ofHeight) {
        return Math.max(1, (int) Math.round((double) width * ofHeight / ofWidth));
    }

    private static void write(Pixels pixels, PictureType type, OutputStream out) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByMIMEType(type.mediaType()).next();
        try (ImageOutputStream coded = new MemoryCacheImageOutputStream(out)) {
            writer.setOutput(coded);
            ImageWriteParam param = writer.getDefaultWriteParam();
            if (type == PictureType.JPEG) {
                param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                param.setCompressionQuality(QUALITY);
                param.setProgressiveMode(ImageWriteParam.MODE_DISABLED);
            }
            writer.write(null, new IIOImage(image(pixels), null, null), param);
        } finally {
            writer.dispose();
        }
    }

    static BufferedImage image(Pixels pixels) {
        int bands = pixels.bands();
        int[] offsets = pixels.hasOpacity() ? new int[] {0, 1, 2, 3} : new int[] {0, 1, 2};
        WritableRaster raster = Raster.createInterleavedRaster(
                new DataBufferByte(pixels.data(), pixels.data().length),
                pixels.width(),
                pixels.height(),
                bands * pixels.width(),
                bands,
                offsets,
                null);
        ComponentColorModel colours = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_sRGB),
                pixels.hasOpacity(),
                false,
                pixels.hasOpacity() ? Transparency.TRANSLUCENT : Transparency.OPAQUE,
                DataBuffer.TYPE_BYTE);
        return new BufferedImage(colours, raster, false, null);
    }
}
