package org.pressroom.gateway.settings;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.text.Sha256;
import org.pressroom.common.usecase.RefusedException;

/**
 * Takes pictures of the publication: PNG, JPEG and SVG. One of pixels must be whole; a drawing must be one that does
 * nothing but to be looked at, and gets nothing from elsewhere.
 */
final class SitePictures {

    /** The longest file, in bytes. */
    static final int LONGEST = 256 * 1024;

    private static final int WIDEST = 2_000;
    private static final int HASH_BYTES = 8;
    private static final String FIELD = "picture";
    private static final String SVG_NAMESPACE = "http://www.w3.org/2000/svg";

    /** What runs programs, or shows what is no drawing. */
    private static final Set<String> NO_DRAWING = Set.of(
            "script", "foreignobject", "iframe", "embed", "object", "audio", "video", "canvas", "handler", "listener");

    private static final Pattern ELSEWHERE =
            Pattern.compile("@import|url\\(\\s*+['\"]?\\s*+(?!#|['\"])", Pattern.CASE_INSENSITIVE);
    private static final Pattern PICTURE_WITHIN =
            Pattern.compile("data:image/(?:png|jpeg);base64,[A-Za-z0-9+/=\\s]*", Pattern.CASE_INSENSITIVE);
    private static final Pattern PIXELS = Pattern.compile("\\s*([0-9]{1,6}(?:\\.[0-9]{1,6})?)(?:px)?\\s*");
    private static final Pattern VIEW_BOX = Pattern.compile(
            "\\s*-?[0-9.]+[\\s,]+-?[0-9.]+[\\s,]+([0-9]{1,6}(?:\\.[0-9]{1,6})?)[\\s,]+([0-9]{1,6}(?:\\.[0-9]{1,6})?)\\s*");

    /** Without it, a drawing that says only how its sides relate is so high, in pixels. */
    private static final int HEIGHT_OF_A_RATIO = 64;

    private SitePictures() {}

    private record Size(int width, int height) {}

    /**
     * Takes a file. It decodes pictures: not for a thread that serves requests.
     *
     * @throws RefusedException for one that is no picture, too large, or does more than to be looked at
     */
    static SitePicture take(SitePicture.Kind kind, byte[] content) {
        if (content.length == 0) {
            throw RefusedException.invalid(FIELD, "must be a PNG, JPEG or SVG file");
        }
        if (content.length > LONGEST) {
            throw RefusedException.invalid(FIELD, "must have at most 256 KB");
        }
        SitePicture.Format format = format(content);
        Size size = format == SitePicture.Format.SVG ? drawing(content) : pixels(format, content);
        String hash = HexFormat.of().formatHex(Arrays.copyOf(Sha256.of(content), HASH_BYTES));
        return new SitePicture(kind, hash, format, size.width(), size.height(), content);
    }

    /** By its first bytes: what a client says of it may be anything. */
    private static SitePicture.Format format(byte[] content) {
        if (begins(content, 0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A)) {
            return SitePicture.Format.PNG;
        }
        return begins(content, 0xFF, 0xD8, 0xFF) ? SitePicture.Format.JPEG : SitePicture.Format.SVG;
    }

    private static boolean begins(byte[] content, int... magic) {
        if (content.length < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((content[i] & 0xFF) != magic[i]) {
                return false;
            }
        }
        return true;
    }

    private static Size pixels(SitePicture.Format format, byte[] content) {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format.name());
        ImageReader reader = readers.next();
        try (ImageInputStream input = ImageIO.createImageInputStream(new ByteArrayInputStream(content))) {
            reader.setInput(input, true, true);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            if (width > WIDEST || height > WIDEST) {
                throw RefusedException.invalid(FIELD, "must be at most 2,000 pixels wide and high");
            }
            BufferedImage whole = reader.read(0);
            return new Size(whole.getWidth(), whole.getHeight());
        } catch (IOException | RuntimeException broken) {
            if (broken instanceof RefusedException refused) {
                throw refused;
            }
            // Decoders fail in many ways on files that are none, or not whole.
            throw RefusedException.invalid(FIELD, "cannot be read: the file is broken, or of another kind");
        } finally {
            reader.dispose();
        }
    }

    private static Size drawing(byte[] content) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        Size size = null;
        try {
            XMLStreamReader xml = factory.createXMLStreamReader(new ByteArrayInputStream(content));
            while (xml.hasNext()) {
                switch (xml.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        if (size == null) {
                            size = outermost(xml);
                        }
                        requireHarmless(xml);
                    }
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> requireWithin(xml.getText());
                    case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                        throw RefusedException.invalid(FIELD, "must be without a DOCTYPE");
                    case XMLStreamConstants.PROCESSING_INSTRUCTION ->
                        throw RefusedException.invalid(FIELD, "must be without a style sheet from elsewhere");
                    default -> {
                        // Comments and spaces.
                    }
                }
            }
        } catch (XMLStreamException malformed) {
            throw RefusedException.invalid(FIELD, "must be a PNG, JPEG or SVG file");
        }
        if (size == null) {
            throw RefusedException.invalid(FIELD, "must be a PNG, JPEG or SVG file");
        }
        return size;
    }

    private static Size outermost(XMLStreamReader xml) {
        if (!xml.getLocalName().equals("svg") || !SVG_NAMESPACE.equals(xml.getNamespaceURI())) {
            throw RefusedException.invalid(FIELD, "must be a PNG, JPEG or SVG file");
        }
        Optional<Double> width = pixels(xml.getAttributeValue(null, "width"));
        Optional<Double> height = pixels(xml.getAttributeValue(null, "height"));
        if (width.isPresent() && height.isPresent()) {
            return size(width.get(), height.get());
        }
        String viewBox = xml.getAttributeValue(null, "viewBox");
        Matcher box = VIEW_BOX.matcher(viewBox == null ? "" : viewBox);
        if (!box.matches()) {
            throw RefusedException.invalid(FIELD, "must say how large it is, by width and height or by viewBox");
        }
        double high = Math.max(Double.parseDouble(box.group(2)), Double.MIN_NORMAL);
        return size(HEIGHT_OF_A_RATIO * Double.parseDouble(box.group(1)) / high, HEIGHT_OF_A_RATIO);
    }

    private static Optional<Double> pixels(@Nullable String length) {
        Matcher pixels = PIXELS.matcher(length == null ? "" : length);
        return pixels.matches() ? Optional.of(Double.valueOf(pixels.group(1))) : Optional.empty();
    }

    /** A drawing can be shown at any size: one of many units is as large as one of pixels may be. */
    private static Size size(double width, double height) {
        double scale = Math.min(1, WIDEST / Math.max(width, height));
        long wide = Math.round(width * scale);
        long high = Math.round(height * scale);
        if (wide < 1 || high < 1) {
            throw RefusedException.invalid(FIELD, "must have a size");
        }
        return new Size((int) wide, (int) high);
    }

    private static void requireHarmless(XMLStreamReader xml) {
        if (NO_DRAWING.contains(xml.getLocalName().toLowerCase(Locale.ROOT))) {
            throw RefusedException.invalid(FIELD, "must be a drawing without <" + xml.getLocalName() + ">");
        }
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            String name = xml.getAttributeLocalName(i).toLowerCase(Locale.ROOT);
            String value = xml.getAttributeValue(i).strip();
            if (name.startsWith("on")) {
                throw RefusedException.invalid(FIELD, "must be a drawing without " + name);
            }
            boolean leads = name.equals("href") || name.equals("src");
            if (leads
                    && !value.startsWith("#")
                    && !PICTURE_WITHIN.matcher(value).matches()) {
                throw RefusedException.invalid(FIELD, "must be a drawing that needs no other file");
            }
            if (!leads) {
                requireWithin(value);
            }
        }
    }

    private static void requireWithin(String style) {
        if (ELSEWHERE.matcher(style).find()) {
            throw RefusedException.invalid(FIELD, "must be a drawing that needs no other file");
        }
    }
}
