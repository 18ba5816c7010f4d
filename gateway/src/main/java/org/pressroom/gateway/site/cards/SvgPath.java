package org.pressroom.gateway.site.cards;

import java.awt.geom.Arc2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pressroom.gateway.site.look.GeneratedCover;

/** The shapes of {@link GeneratedCover}, as Java draws them: of all that the data of an SVG path may be, what these have. */
final class SvgPath {

    private static final Pattern COMMAND = Pattern.compile("([MLHVhvaz])([^A-Za-z]*)");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(?:\\.[0-9]+)?");

    private final Path2D.Double path = new Path2D.Double(Path2D.WIND_EVEN_ODD);

    private SvgPath() {}

    static Path2D of(String data) {
        SvgPath read = new SvgPath();
        Matcher commands = COMMAND.matcher(data);
        while (commands.find()) {
            read.draw(commands.group(1).charAt(0), numbers(commands.group(2)));
        }
        return read.path;
    }

    private static double[] numbers(String text) {
        return Arrays.stream(NUMBER.matcher(text)
                        .results()
                        .map(number -> number.group())
                        .toArray(String[]::new))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    private void draw(char command, double[] to) {
        Point2D at = path.getCurrentPoint() == null ? new Point2D.Double() : path.getCurrentPoint();
        switch (command) {
            case 'M' -> path.moveTo(to[0], to[1]);
            case 'L' -> path.lineTo(to[0], to[1]);
            case 'H' -> path.lineTo(to[0], at.getY());
            case 'V' -> path.lineTo(at.getX(), to[0]);
            case 'h' -> path.lineTo(at.getX() + to[0], at.getY());
            case 'v' -> path.lineTo(at.getX(), at.getY() + to[0]);
            case 'a' -> path.append(halfCircle(at, to[5], to[4] == 1), true);
            default -> path.closePath();
        }
    }

    /** Arcs are half circles that lie level. */
    private static Arc2D halfCircle(Point2D from, double across, boolean clockwise) {
        double size = Math.abs(across);
        double left = Math.min(from.getX(), from.getX() + across);
        return new Arc2D.Double(
                left, from.getY() - size / 2, size, size, across > 0 ? 180 : 0, clockwise ? -180 : 180, Arc2D.OPEN);
    }
}
