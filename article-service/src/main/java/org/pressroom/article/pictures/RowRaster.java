package org.pressroom.article.pictures;

import java.awt.Point;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;

/**
 * What a decoder takes for an image of the whole size, and hands on each row that is written to it: the JDK's JPEG decoder
 * writes one after the other, and would else need an image of 72 MB for 24 megapixels.
 */
final class RowRaster extends WritableRaster {

    private final PictureRows.Rows rows;
    private final byte[] row;
    private int next;

    private RowRaster(int width, int height, PictureRows.Rows rows) {
        super(
                new PixelInterleavedSampleModel(DataBuffer.TYPE_BYTE, width, height, 3, 3 * width, new int[] {0, 1, 2}),
                new DataBufferByte(1),
                new Point());
        this.rows = rows;
        this.row = new byte[3 * width];
    }

    static RowRaster of(int width, int height, PictureRows.Rows rows) {
        return new RowRaster(width, height, rows);
    }

    /** An image that is made of this. */
    BufferedImage image() {
        return new BufferedImage(
                new ComponentColorModel(
                        ColorSpace.getInstance(ColorSpace.CS_sRGB),
                        false,
                        false,
                        Transparency.OPAQUE,
                        DataBuffer.TYPE_BYTE),
                this,
                false,
                null);
    }

    /** How many rows have come. */
    int taken() {
        return next;
    }

    @Override
    public void setRect(int dx, int dy, Raster source) {
        if (dy != next || source.getHeight() != 1 || source.getWidth() != getWidth()) {
            throw new IllegalStateException("rows do not come one by one");
        }
        source.getDataElements(source.getMinX(), source.getMinY(), getWidth(), 1, row);
        next++;
        rows.take(row);
    }
}
