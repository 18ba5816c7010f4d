package org.pressroom.article.pictures;

import java.awt.color.CMMException;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.ColorConvertOp;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Pixels of JPEG files in grey and in colour, by the JDK's decoder. Colours are those of sRGB, whatever profile the file
 * has.
 */
final class JpegRows implements PictureRows {

    private final Path file;
    private final JpegHead head;

    private JpegRows(Path file, JpegHead head) {
        this.file = file;
        this.head = head;
    }

    static PictureRows of(Path file) throws IOException {
        JpegHead head = JpegHead.of(file);
        return head.components() == 4 ? HeldRows.of(file, PictureType.JPEG) : new JpegRows(file, head);
    }

    @Override
    public int width() {
        return head.width();
    }

    @Override
    public int height() {
        return head.height();
    }

    @Override
    public int bands() {
        return 3;
    }

    @Override
    public Orientation orientation() {
        return head.orientation();
    }

    @Override
    public void read(Rows rows) throws IOException {
        // The JDK's own: what else is on the class path would have the whole picture in memory.
        ImageReader reader = jdks();
        try (ImageInputStream in = new HeadedFile(head.decoded(), file, head.pixelsAt())) {
            reader.setInput(in, true, true);
            RowRaster raster = RowRaster.of(head.width(), head.height(), inStandardColours(rows));
            ImageReadParam param = reader.getDefaultReadParam();
            param.setDestination(raster.image());
            reader.read(0, param);
            if (raster.taken() != head.height()) {
                throw UnusablePicture.cutOff();
            }
        } catch (UnusablePicture known) {
            throw known;
        } catch (IOException | RuntimeException damaged) {
            // It says what is wrong in words for programmers.
            throw UnusablePicture.broken("is damaged");
        } finally {
            reader.dispose();
        }
    }

    private static ImageReader jdks() {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("jpeg");
        while (readers.hasNext()) {
            ImageReader reader = readers.next();
            if (reader.getClass().getName().startsWith("com.sun.imageio.")) {
                return reader;
            }
        }
        throw new IllegalStateException("the JDK has no JPEG decoder");
    }

    private Rows inStandardColours(Rows rows) {
        ICC_ColorSpace own = own(head.profile());
        if (own == null) {
            return rows;
        }
        ColorConvertOp conversion = new ColorConvertOp(own, ColorSpace.getInstance(ColorSpace.CS_sRGB), null);
        byte[] converted = new byte[3 * head.width()];
        WritableRaster to = raster(converted);
        return row -> {
            conversion.filter(raster(row), to);
            rows.take(converted);
        };
    }

    private WritableRaster raster(byte[] row) {
        return Raster.createInterleavedRaster(
                new DataBufferByte(row, row.length), head.width(), 1, 3 * head.width(), 3, new int[] {0, 1, 2}, null);
    }

    /** Null where there is no profile that means anything, or it is the usual one. */
    private @Nullable ICC_ColorSpace own(byte @Nullable [] profile) {
        if (profile == null || head.components() != 3) {
            return null;
        }
        try {
            ICC_ColorSpace own = new ICC_ColorSpace(ICC_Profile.getInstance(profile));
            return own.getType() != ColorSpace.TYPE_RGB || own.isCS_sRGB() ? null : own;
        } catch (IllegalArgumentException | CMMException meaningless) {
            return null;
        }
    }
}
