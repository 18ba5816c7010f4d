package org.pressroom.article.pictures;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;

/** Pixels of files whose decoders know no rows, all in memory. */
final class HeldRows implements PictureRows {

    private final BufferedImage image;
    private final Orientation orientation;

    private HeldRows(BufferedImage image, Orientation orientation) {
        this.image = image;
        this.orientation = orientation;
    }

    static HeldRows of(Path file, PictureType type) throws IOException {
        ImageReader reader = inJava(type);
        try (ImageInputStream in = new FileImageInputStream(file.toFile())) {
            reader.setInput(in, true, true);
            if ((long) reader.getWidth(0) * reader.getHeight(0) > MOST_HELD) {
                throw UnusablePicture.tooManyPixels(MOST_HELD);
            }
            Orientation orientation =
                    type == PictureType.JPEG ? JpegHead.of(file).orientation() : Orientation.UPRIGHT;
            return new HeldRows(reader.read(0), orientation);
        } catch (UnusablePicture known) {
            throw known;
        } catch (IOException | RuntimeException damaged) {
            throw UnusablePicture.broken("is damaged");
        } finally {
            reader.dispose();
        }
    }

    /** Files that somebody sent are read by no decoder that could write over memory. */
    private static ImageReader inJava(PictureType type) {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByMIMEType(type.mediaType());
        while (readers.hasNext()) {
            ImageReader reader = readers.next();
            if (!reader.getClass().getName().startsWith("com.luciad.")) {
                return reader;
            }
        }
        throw new IllegalStateException("there is no decoder for " + type);
    }

    @Override
    public int width() {
        return image.getWidth();
    }

    @Override
    public int height() {
        return image.getHeight();
    }

    @Override
    public int bands() {
        return image.getColorModel().hasAlpha() ? 4 : 3;
    }

    @Override
    public Orientation orientation() {
        return orientation;
    }

    @Override
    public void read(Rows rows) {
        int[] colours = new int[width()];
        byte[] row = new byte[width() * bands()];
        for (int y = 0; y < height(); y++) {
            image.getRGB(0, y, width(), 1, colours, 0, width());
            for (int x = 0, at = 0; x < colours.length; x++) {
                row[at++] = (byte) (colours[x] >> 16);
                row[at++] = (byte) (colours[x] >> 8);
                row[at++] = (byte) colours[x];
                if (bands() == 4) {
                    row[at++] = (byte) (colours[x] >> 24);
                }
            }
            rows.take(row);
        }
    }
}
