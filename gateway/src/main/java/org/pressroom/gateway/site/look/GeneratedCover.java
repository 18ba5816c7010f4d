package org.pressroom.gateway.site.look;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32;

/**
 * The print that stands in for a cover: a few shapes in the press's inks, drawn from the slug alone, so that an article
 * keeps its picture for ever and no file is stored. The page draws it on a ground of 300 by 200.
 */
public record GeneratedCover(List<Shape> shapes) {
    public static final int WIDTH = 300;
    public static final int HEIGHT = 200;
    private static final String[][] INK_ORDERS = {
        {"ink-c", "ink-m", "ink-y"}, {"ink-m", "ink-y", "ink-c"}, {"ink-y", "ink-c", "ink-m"},
        {"ink-c", "ink-y", "ink-m"}, {"ink-m", "ink-c", "ink-y"}, {"ink-y", "ink-m", "ink-c"},
    };

    /** One area of one ink, as the data of an SVG path: of {@code M}, {@code L}, {@code H}, {@code V}, {@code h}, {@code v}, {@code a} and {@code z}. */
    public record Shape(String ink, String path) {}

    public static GeneratedCover of(String slug) {
        CRC32 seed = new CRC32();
        seed.update(slug.getBytes(StandardCharsets.UTF_8));
        SplittableRandom random = new SplittableRandom(seed.getValue() * 0x9E3779B97F4A7C15L);
        String[] inks = INK_ORDERS[random.nextInt(INK_ORDERS.length)];
        List<Shape> shapes = new ArrayList<>();
        shapes.add(new Shape(inks[0], ground(random)));
        shapes.add(new Shape(inks[1], figure(random)));
        shapes.add(new Shape(inks[2], random.nextBoolean() ? screen(random) : lines(random)));
        return new GeneratedCover(List.copyOf(shapes));
    }

    /** A large area that gives the print its composition. */
    private static String ground(SplittableRandom random) {
        int edge = random.nextInt(90, 200);
        int slant = random.nextInt(-60, 60);
        return switch (random.nextInt(4)) {
            case 0 -> "M0 0H%dL%d %dH0z".formatted(edge, edge + slant, HEIGHT);
            case 1 -> "M%d 0H%dV%dH%dz".formatted(edge, WIDTH, HEIGHT, edge + slant);
            case 2 -> "M0 %dL%d %dV%dH0z".formatted(edge / 2 + 40, WIDTH, edge / 2 + 40 + slant / 2, HEIGHT);
            default -> circle(edge, 100 + slant, random.nextInt(85, 125));
        };
    }

    /** The thing one sees: a disc, a ring, a half disc or a sheet that leans. */
    private static String figure(SplittableRandom random) {
        int x = random.nextInt(95, 205);
        int y = random.nextInt(75, 125);
        int r = random.nextInt(45, 75);
        return switch (random.nextInt(4)) {
            case 0 -> circle(x, y, r);
            case 1 -> circle(x, y, r) + circle(x, y, r / 2);
            case 2 -> "M%d %da%d %d 0 0 1 %d 0z".formatted(x - r, y + r / 3, r, r, 2 * r);
            default -> {
                int lean = random.nextInt(8, 30);
                yield "M%d %dL%d %dL%d %dL%d %dz"
                        .formatted(x - r, y - r + lean, x + r - lean, y - r, x + r, y + r - lean, x - r + lean, y + r);
            }
        };
    }

    /** A halftone: dots that grow along one way. */
    private static String screen(SplittableRandom random) {
        int left = random.nextInt(15, 150);
        int top = random.nextInt(10, 70);
        boolean growing = random.nextBoolean();
        StringBuilder path = new StringBuilder();
        for (int row = 0; row < 6; row++) {
            for (int column = 0; column < 7; column++) {
                int tenths = 22 + (growing ? column : 6 - column) * 10;
                path.append(dot(left + column * 19, top + row * 19, tenths));
            }
        }
        return path.toString();
    }

    /** Lines of type: bars of different lengths. */
    private static String lines(SplittableRandom random) {
        int left = random.nextInt(20, 130);
        int top = random.nextInt(20, 70);
        StringBuilder path = new StringBuilder();
        for (int line = 0; line < 6; line++) {
            path.append("M%d %dh%dv8H%dz".formatted(left, top + line * 17, random.nextInt(60, 150), left));
        }
        return path.toString();
    }

    private static String circle(int x, int y, int r) {
        return "M%d %da%d %d 0 1 0 %d 0a%d %d 0 1 0 %d 0z".formatted(x - r, y, r, r, 2 * r, r, r, -2 * r);
    }

    /** In whole tenths, so that both halves of a dot meet. */
    private static String dot(int x, int y, int tenths) {
        String radius = decimal(tenths);
        String across = decimal(2 * tenths);
        return "M" + decimal(10 * x - tenths) + " " + y + "a" + radius + " " + radius + " 0 1 0 " + across + " 0a"
                + radius + " " + radius + " 0 1 0 -" + across + " 0z";
    }

    private static String decimal(int tenths) {
        return tenths / 10 + "." + tenths % 10;
    }
}
