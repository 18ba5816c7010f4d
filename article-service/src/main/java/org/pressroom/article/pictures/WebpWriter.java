package org.pressroom.article.pictures;

import com.luciad.imageio.webp.CompressionType;
import com.luciad.imageio.webp.WebPWriteParam;
import java.io.IOException;
import java.io.OutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes WebP files by libwebp, where that can be loaded: no Java writes them. It sees no file that somebody sent. */
final class WebpWriter {

    private static final Logger LOG = LoggerFactory.getLogger(WebpWriter.class);

    /** Looks as JPEG's 0.82 does. */
    private static final float QUALITY = 0.75f;

    /** Of 0 to 6: a third of the time that the usual 4 takes, for files that are an eighth larger. */
    private static final int METHOD = 2;

    /** RFC 9649 has 14 bits for it. */
    static final int LONGEST_SIDE = 16_383;

    private static final boolean THERE = works();

    private WebpWriter() {}

    private static boolean works() {
        try {
            write(new Pixels(1, 1, 3, new byte[3]), false, OutputStream.nullOutputStream());
            return true;
        } catch (IOException | RuntimeException | LinkageError missing) {
            LOG.info("no WebP is made, since libwebp cannot be loaded: {}", missing.toString());
            return false;
        }
    }

    static boolean isThere() {
        return THERE;
    }

    /** @param exact whether each pixel is to stay what it is, as in drawings and writing */
    static void write(Pixels pixels, boolean exact, OutputStream out) throws IOException {
        ImageWriter writer =
                ImageIO.getImageWritersByMIMEType(PictureType.WEBP.mediaType()).next();
        try (ImageOutputStream coded = new MemoryCacheImageOutputStream(out)) {
            writer.setOutput(coded);
            WebPWriteParam param = (WebPWriteParam) writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionType(exact ? CompressionType.Lossless : CompressionType.Lossy);
            param.setCompressionQuality(exact ? 0 : QUALITY);
            param.setMethod(exact ? 0 : METHOD);
            writer.write(null, new IIOImage(PictureWidths.image(pixels), null, null), param);
        } finally {
            writer.dispose();
        }
    }
}
