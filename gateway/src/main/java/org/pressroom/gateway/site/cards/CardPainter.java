package org.pressroom.gateway.site.cards;

import java.awt.AlphaComposite;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.awt.font.LineBreakMeasurer;
import java.awt.font.TextAttribute;
import java.awt.font.TextLayout;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.AttributedString;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.text.Shown;
import org.pressroom.gateway.site.look.GeneratedCover;
import org.pressroom.gateway.site.look.Writing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Draws a picture of 1200 by 630 pixels, as previews of links show it: the title, the name of the site, and the print that
 * stands for the article's cover on the site. Words come in the fonts that the machine has; those with a letter that none of
 * these has are left out, and all of them on a machine without fonts.
 */
final class CardPainter {

    static final int WIDTH = 1200;
    static final int HEIGHT = 630;

    private static final Logger LOG = LoggerFactory.getLogger(CardPainter.class);

    private static final Color PAPER = new Color(0xFCFCFA);
    private static final Color KEY = new Color(0x15171C);
    private static final Color SOFT = new Color(0x575C67);
    private static final Map<String, Color> INKS = Map.of(
            "ink-c", new Color(0x18A4DE),
            "ink-m", new Color(0xE8256F),
            "ink-y", new Color(0xF6C915));

    private static final int MARGIN = 72;
    private static final int PRINT_FROM = 780;
    private static final int TEXT_WIDTH = PRINT_FROM - 2 * MARGIN;
    private static final int MOST_LINES = 6;

    /** Titles are shorter; what is drawn of a longer one would not be read. */
    private static final int MOST_CHARACTERS = 200;

    /** By which letters of some scripts join, or do not. */
    private static final String JOINERS = "\u200C\u200D";

    private static final int SMALLEST = 30;
    private static final int LARGEST = 66;
    private static final int STEP = 6;

    private volatile boolean withoutFonts;

    /**
     * As PNG.
     *
     * @param slug of whose print it shows
     */
    byte[] paint(String title, String siteName, String slug) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = image.createGraphics();
        try {
            canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            canvas.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            canvas.setColor(PAPER);
            canvas.fillRect(0, 0, WIDTH, HEIGHT);
            print(canvas, slug);
            if (!withoutFonts) {
                write(canvas, title, siteName);
            }
        } finally {
            canvas.dispose();
        }
        return png(image);
    }

    private static byte[] png(BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 * 1024);
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static void print(Graphics2D canvas, String slug) {
        Graphics2D print = (Graphics2D) canvas.create(PRINT_FROM, 0, WIDTH - PRINT_FROM, HEIGHT);
        try {
            double scale = (double) HEIGHT / GeneratedCover.HEIGHT;
            print.translate((WIDTH - PRINT_FROM - GeneratedCover.WIDTH * scale) / 2, 0);
            print.scale(scale, scale);
            // Inks that lie over each other.
            print.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, 0.82f));
            for (GeneratedCover.Shape shape : GeneratedCover.of(slug).shapes()) {
                print.setColor(INKS.getOrDefault(shape.ink(), KEY));
                print.fill(SvgPath.of(shape.path()));
            }
        } finally {
            print.dispose();
        }
    }

    private void write(Graphics2D canvas, String title, String siteName) {
        try {
            writeTitle(canvas, line(title));
            writeName(canvas, line(siteName));
        } catch (RuntimeException | LinkageError | InternalError noFonts) {
            // The runtime says it in several ways. Without words the picture is one still.
            withoutFonts = true;
            LOG.warn("previews of links have pictures without words: there are no fonts here", noFonts);
        }
    }

    /** On one line, without what is not seen and could only confuse, and not longer than can be read. */
    private static String line(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints()
                .limit(MOST_CHARACTERS)
                .map(point -> Character.isWhitespace(point) || Character.isISOControl(point) ? ' ' : point)
                .filter(point -> !Shown.isInvisible(point) || JOINERS.indexOf(point) >= 0)
                .forEach(line::appendCodePoint);
        return line.toString().strip();
    }

    private static void writeTitle(Graphics2D canvas, String title) {
        for (int size = LARGEST; size >= SMALLEST; size -= STEP) {
            Font font = new Font(Font.SANS_SERIF, Font.BOLD, size);
            String drawn = drawable(title, font);
            if (drawn == null) {
                return;
            }
            List<TextLayout> lines = lines(drawn, font, canvas.getFontRenderContext());
            boolean fits = lines.size() <= MOST_LINES && height(lines) <= HEIGHT - 3 * MARGIN;
            if (fits || size == SMALLEST) {
                canvas.setColor(KEY);
                draw(canvas, lines, MARGIN);
                return;
            }
        }
    }

    private static void writeName(Graphics2D canvas, String name) {
        Font font = new Font(Font.SANS_SERIF, Font.PLAIN, SMALLEST);
        String drawn = drawable(name, font);
        if (drawn != null) {
            List<TextLayout> lines = lines(drawn, font, canvas.getFontRenderContext());
            canvas.setColor(SOFT);
            draw(canvas, lines.subList(0, 1), HEIGHT - MARGIN - height(lines.subList(0, 1)));
        }
    }

    /** The text without signs that no font has; null where there is no such letter, or nothing is left. */
    private static @Nullable String drawable(String text, Font font) {
        if (text.codePoints().anyMatch(point -> Character.isLetterOrDigit(point) && !font.canDisplay(point))) {
            return null;
        }
        StringBuilder drawable = new StringBuilder();
        text.codePoints().filter(font::canDisplay).forEach(drawable::appendCodePoint);
        String left = drawable.toString().strip();
        return left.isEmpty() ? null : left;
    }

    private static List<TextLayout> lines(String text, Font font, FontRenderContext context) {
        AttributedString drawn = new AttributedString(text);
        drawn.addAttribute(TextAttribute.FONT, font);
        drawn.addAttribute(
                TextAttribute.RUN_DIRECTION,
                "rtl".equals(Writing.of(text).dir())
                        ? TextAttribute.RUN_DIRECTION_RTL
                        : TextAttribute.RUN_DIRECTION_LTR);
        LineBreakMeasurer breaks = new LineBreakMeasurer(drawn.getIterator(), context);
        List<TextLayout> lines = new ArrayList<>();
        while (breaks.getPosition() < text.length() && lines.size() <= MOST_LINES) {
            lines.add(breaks.nextLayout(TEXT_WIDTH));
        }
        return lines;
    }

    private static float height(List<TextLayout> lines) {
        float height = 0;
        for (TextLayout line : lines) {
            height += line.getAscent() + line.getDescent() + line.getLeading();
        }
        return height;
    }

    /** As many lines as there is room for. */
    private static void draw(Graphics2D canvas, List<TextLayout> lines, float top) {
        float y = top;
        for (TextLayout line : lines.subList(0, Math.min(lines.size(), MOST_LINES))) {
            y += line.getAscent();
            float x = line.isLeftToRight() ? MARGIN : MARGIN + TEXT_WIDTH - line.getAdvance();
            line.draw(canvas, x, y);
            y += line.getDescent() + line.getLeading();
        }
    }
}
