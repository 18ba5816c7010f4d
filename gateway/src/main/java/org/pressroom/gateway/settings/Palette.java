package org.pressroom.gateway.settings;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The colours in which pages are shown, made of the few that somebody chose so that all can be read: text has a contrast of
 * 4.5 to everything that it stands on, and what is no text but has to be seen one of 3 (WCAG 2.2, 1.4.3 and 1.4.11). A
 * chosen colour that has less is made lighter or darker until it has enough.
 */
public final class Palette {

    /** The least contrast of text. */
    static final double OF_TEXT = 4.5;

    /** The least contrast of what has to be seen, such as the frame of a field. */
    static final double OF_SHAPES = 3;

    /** The contrast of long texts, where the paper lets there be one. */
    private static final double OF_LONG_TEXTS = 7;

    private static final double STEP = 0.01;

    private static final List<String> NAMES = List.of(
            "--paper",
            "--key",
            "--accent",
            "--good",
            "--bad",
            "--focus",
            "--code-keyword",
            "--code-string",
            "--code-comment",
            "--code-number",
            "--code-name",
            "--code-variable");

    private static final List<String> TEXTS = List.of(
            "--good",
            "--bad",
            "--code-keyword",
            "--code-string",
            "--code-comment",
            "--code-number",
            "--code-name",
            "--code-variable");

    private static final Set<String> OF_THE_ACCENT = Set.of("--accent", "--accent-strong", "--on-accent");

    private final Map<String, String> properties = new LinkedHashMap<>();

    private Palette() {}

    /** What the style sheet has where nobody chose anything; the same as in {@code site.css}. */
    record Defaults(Map<String, String> properties) {

        static final Defaults LIGHT = of(
                "#fcfcfa", "#15171c", "#b3124e", "#0b6b43", "#b3261e", "#0b6fb8", "#9a0f45", "#0b6340", "#5b606b",
                "#0a5a96", "#65389c", "#84480a");
        static final Defaults DARK = of(
                "#121419", "#e9e8e3", "#ff86ae", "#6fd6a4", "#ff9d94", "#6cc4ff", "#ff8db3", "#7fd8a8", "#a5aab5",
                "#7cc7ff", "#cdb0ff", "#ffc07a");

        /** @param colours of {@link #NAMES}, in their order */
        private static Defaults of(String... colours) {
            Map<String, String> properties = new LinkedHashMap<>();
            for (int i = 0; i < colours.length; i++) {
                properties.put(NAMES.get(i), colours[i]);
            }
            return new Defaults(Collections.unmodifiableMap(properties));
        }

        private Colour colour(String name) {
            return Colour.of(Objects.requireNonNull(properties.get(name)));
        }

        private Colour colour(String name, @Nullable String chosen) {
            return chosen == null ? colour(name) : Colour.of(chosen);
        }
    }

    /**
     * Null parameters stand for what the style sheet has.
     *
     * @param paper the ground of a page
     * @param text of its words
     * @param accent of links, of buttons and of what is to be noticed
     */
    static Palette of(Defaults defaults, @Nullable String paper, @Nullable String text, @Nullable String accent) {
        Palette palette = new Palette();
        palette.mix(
                defaults,
                defaults.colour("--paper", paper),
                defaults.colour("--key", text),
                defaults.colour("--accent", accent));
        return palette;
    }

    private void mix(Defaults defaults, Colour paper, Colour text, Colour accent) {
        Colour ink = Colour.contrast(paper, Colour.BLACK) > Colour.contrast(paper, Colour.WHITE)
                ? Colour.BLACK
                : Colour.WHITE;
        Colour sheet = paper.mixed(Colour.WHITE, ink.equals(Colour.BLACK) ? 0.7 : 0.04);
        Colour tint = paper.mixed(ink, 0.045);
        if (least(ink, sheet, tint) < OF_TEXT) {
            // So grey that there is nothing between it and what can be read on it.
            sheet = paper;
            tint = paper;
        }
        Colour[] grounds = {paper, sheet, tint};
        Colour key = readable(text, OF_LONG_TEXTS, ink, grounds);
        put("--paper", paper);
        put("--sheet", sheet);
        put("--tint", tint);
        put("--key", key);
        put("--soft", readable(key.mixed(paper, 0.32), OF_TEXT, ink, grounds));
        put("--rule", paper.mixed(key, 0.14));
        put("--rule-strong", readable(key.mixed(paper, 0.5), OF_SHAPES, ink, grounds));
        Colour shown = readable(accent, OF_TEXT, ink, grounds);
        Colour strong = readable(
                shown.withLightness(shown.lightness() + (ink.equals(Colour.BLACK) ? -0.1 : 0.1)),
                OF_TEXT,
                ink,
                grounds);
        Colour onAccent = Colour.contrast(shown, Colour.WHITE) >= Colour.contrast(shown, Colour.BLACK)
                ? Colour.WHITE
                : Colour.BLACK;
        put("--accent", shown);
        put("--accent-strong", Colour.contrast(strong, onAccent) >= OF_TEXT ? strong : shown);
        put("--on-accent", onAccent);
        for (String name : TEXTS) {
            put(name, readable(defaults.colour(name), OF_TEXT, ink, grounds));
        }
        put("--focus", readable(defaults.colour("--focus"), OF_SHAPES, ink, grounds));
        for (String said : List.of("--good", "--bad")) {
            Colour ground = paper.mixed(Colour.of(colour(said)), 0.07);
            Colour[] all = {paper, sheet, tint, ground};
            boolean fits = least(ink, ground) >= OF_TEXT;
            put(said + "-tint", fits ? ground : paper);
            put(said, readable(Colour.of(colour(said)), OF_TEXT, ink, fits ? all : grounds));
        }
        put("--plate", tint);
        properties.put("--plate-blend", ink.equals(Colour.BLACK) ? "multiply" : "lighten");
        properties.put("color-scheme", ink.equals(Colour.BLACK) ? "light" : "dark");
    }

    private void put(String name, Colour colour) {
        properties.put(name, colour.hex());
    }

    /**
     * The colour, or the one nearest to it at its hue that has the contrast to all grounds; that of ink, which has the most
     * that can be had, where no other has.
     */
    private static Colour readable(Colour colour, double contrast, Colour ink, Colour... grounds) {
        if (least(colour, grounds) >= contrast) {
            return colour;
        }
        double towards = ink.equals(Colour.BLACK) ? -STEP : STEP;
        for (double lightness = colour.lightness(); lightness >= 0 && lightness <= 1; lightness += towards) {
            Colour other = colour.withLightness(lightness);
            if (least(other, grounds) >= contrast) {
                return other;
            }
        }
        return ink;
    }

    private static double least(Colour colour, Colour... grounds) {
        return Arrays.stream(grounds)
                .mapToDouble(ground -> Colour.contrast(colour, ground))
                .min()
                .orElse(1);
    }

    /** The custom properties of the style sheet, and {@code color-scheme}, by their names. */
    public Map<String, String> properties() {
        return Map.copyOf(properties);
    }

    /** A colour by the name of its property, as {@code #rrggbb}. */
    public String colour(String property) {
        String colour = properties.get(property);
        if (colour == null) {
            throw new IllegalArgumentException("there is no colour " + property);
        }
        return colour;
    }

    /** As declarations of CSS, in one order: all of them, or of an accent alone. */
    public String css(boolean accentAlone) {
        StringBuilder css = new StringBuilder();
        properties.forEach((name, value) -> {
            if (!accentAlone || OF_THE_ACCENT.contains(name)) {
                css.append(name).append(':').append(value).append(';');
            }
        });
        return css.toString();
    }
}
