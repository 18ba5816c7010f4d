package org.pressroom.gateway.settings;

import java.util.Locale;

/** An opaque colour of sRGB; its components go from 0 to 1. */
record Colour(double red, double green, double blue) {

    static final Colour BLACK = new Colour(0, 0, 0);
    static final Colour WHITE = new Colour(1, 1, 1);

    private static final int LARGEST = 255;

    /** @param hex as {@code #rrggbb} */
    static Colour of(String hex) {
        int rgb = Integer.parseInt(hex.substring(1), 16);
        return new Colour(
                (rgb >> 16 & LARGEST) / (double) LARGEST,
                (rgb >> 8 & LARGEST) / (double) LARGEST,
                (rgb & LARGEST) / (double) LARGEST);
    }

    /** As {@code #rrggbb}, which is what a screen makes of it. */
    String hex() {
        return String.format(Locale.ROOT, "#%02x%02x%02x", byteOf(red), byteOf(green), byteOf(blue));
    }

    private static long byteOf(double component) {
        return Math.round(component * LARGEST);
    }

    /** How bright it is beside white, from 0 to 1: WCAG 2.2, "relative luminance". */
    double luminance() {
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    }

    /** How well one is told from the other, from 1 to 21: WCAG 2.2, "contrast ratio". Of what a screen shows of both. */
    static double contrast(Colour one, Colour other) {
        double first = of(one.hex()).luminance();
        double second = of(other.hex()).luminance();
        return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
    }

    /** This with so much of another in it, from 0 to 1. */
    Colour mixed(Colour other, double part) {
        return new Colour(
                red + (other.red - red) * part,
                green + (other.green - green) * part,
                blue + (other.blue - blue) * part);
    }

    /**
     * The same hue at another lightness of OKLab (Ottosson 2020), from 0 to 1, with as much of its chroma as sRGB has there.
     */
    Colour withLightness(double lightness) {
        Oklab lab = Oklab.of(this);
        double kept = 1;
        Colour colour = new Oklab(lightness, lab.a, lab.b).colour();
        while (!colour.isInGamut() && kept > 0) {
            kept -= 0.05;
            colour = new Oklab(lightness, lab.a * kept, lab.b * kept).colour();
        }
        return new Colour(clamped(colour.red), clamped(colour.green), clamped(colour.blue));
    }

    /** Of OKLab. */
    double lightness() {
        return Oklab.of(this).lightness;
    }

    private boolean isInGamut() {
        double slack = 0.001;
        return Math.min(red, Math.min(green, blue)) >= -slack && Math.max(red, Math.max(green, blue)) <= 1 + slack;
    }

    private static double clamped(double component) {
        return Math.max(0, Math.min(1, component));
    }

    private static double linear(double component) {
        return component <= 0.04045 ? component / 12.92 : Math.pow((component + 0.055) / 1.055, 2.4);
    }

    private static double companded(double component) {
        return component <= 0.0031308 ? 12.92 * component : 1.055 * Math.pow(component, 1 / 2.4) - 0.055;
    }

    private record Oklab(double lightness, double a, double b) {

        static Oklab of(Colour colour) {
            double red = linear(colour.red);
            double green = linear(colour.green);
            double blue = linear(colour.blue);
            double l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
            double m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
            double s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
            return new Oklab(
                    0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
                    1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
                    0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s);
        }

        Colour colour() {
            double l = cubed(lightness + 0.3963377774 * a + 0.2158037573 * b);
            double m = cubed(lightness - 0.1055613458 * a - 0.0638541728 * b);
            double s = cubed(lightness - 0.0894841775 * a - 1.2914855480 * b);
            return new Colour(
                    companded(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
                    companded(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
                    companded(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s));
        }

        private static double cubed(double root) {
            return root * root * root;
        }
    }
}
