package org.pressroom.gateway.settings;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.text.Sha256;

/**
 * What is read after the style sheet of the site: the colours and type that were chosen, and then the publisher's own CSS.
 *
 * @param css empty where nothing was chosen
 * @param hash of it, as {@code [0-9a-f]{16}}
 * @param paper the ground by day, as {@code #rrggbb}
 * @param paperByNight the ground by night
 * @param shown the colours that readers see of those that can be chosen
 */
public record SiteStyle(String css, String hash, String paper, String paperByNight, SiteSettings.Colours shown) {

    private static final int HASH_BYTES = 8;

    static SiteStyle of(SiteSettings settings) {
        Palette light = byDay(settings);
        Palette dark = byNight(settings);
        StringBuilder css = new StringBuilder();
        SiteSettings.Colours colours = settings.coloursOrNone();
        if (hasColours(settings)) {
            css.append(":root{").append(light.css(!hasGround(colours.light()))).append("}\n");
            css.append("@media screen and (prefers-color-scheme: dark){:root{")
                    // What was said of the day does not hold by night.
                    .append(dark.css(!hasGround(colours.light()) && !hasGround(colours.dark())))
                    .append("}}\n");
        }
        css.append(type(settings.typeOrNone()));
        if (settings.css() != null) {
            css.append(settings.css());
        }
        String text = css.toString();
        String hash = HexFormat.of().formatHex(Arrays.copyOf(Sha256.of(text), HASH_BYTES));
        return new SiteStyle(
                text,
                hash,
                light.colour("--paper"),
                dark.colour("--paper"),
                new SiteSettings.Colours(scheme(light), scheme(dark)));
    }

    public byte[] bytes() {
        return css.getBytes(StandardCharsets.UTF_8);
    }

    /** The address of the style sheet, a path that is another one for each; null where nothing was chosen. */
    public @Nullable String path() {
        return css.isEmpty() ? null : "/site/" + hash + ".css";
    }

    static boolean hasColours(SiteSettings settings) {
        SiteSettings.Colours colours = settings.coloursOrNone();
        return isChosen(colours.light()) || isChosen(colours.dark());
    }

    private static boolean isChosen(SiteSettings.@Nullable Scheme scheme) {
        return scheme != null && (scheme.accent() != null || hasGround(scheme));
    }

    /** Whether what the style sheet has for everything else no longer goes with it. */
    private static boolean hasGround(SiteSettings.@Nullable Scheme scheme) {
        return scheme != null && (scheme.paper() != null || scheme.text() != null);
    }

    private static Palette byDay(SiteSettings settings) {
        SiteSettings.Scheme scheme = settings.coloursOrNone().light();
        return scheme == null
                ? Palette.of(Palette.Defaults.LIGHT, null, null, null)
                : Palette.of(Palette.Defaults.LIGHT, scheme.paper(), scheme.text(), scheme.accent());
    }

    /** A publication has one accent unless it says otherwise. */
    private static Palette byNight(SiteSettings settings) {
        SiteSettings.Scheme day = settings.coloursOrNone().light();
        SiteSettings.Scheme night = settings.coloursOrNone().dark();
        String accent = night == null || night.accent() == null ? (day == null ? null : day.accent()) : night.accent();
        return Palette.of(
                Palette.Defaults.DARK,
                night == null ? null : night.paper(),
                night == null ? null : night.text(),
                accent);
    }

    private static String type(SiteSettings.Type type) {
        StringBuilder css = new StringBuilder();
        SiteSettings.Face text = type.text();
        SiteSettings.Face headings = type.headings() == null ? text : type.headings();
        if (text != null) {
            css.append("--text-face:").append(text.css()).append(';');
        }
        if (headings != null) {
            css.append("--heading-face:").append(headings.css()).append(';');
        }
        SiteSettings.Type.Scale size = type.size();
        if (size != null) {
            css.append("font-size:").append(size.css()).append(';');
        }
        return css.isEmpty() ? "" : ":root{" + css + "}\n";
    }

    private static SiteSettings.Scheme scheme(Palette palette) {
        return new SiteSettings.Scheme(palette.colour("--accent"), palette.colour("--paper"), palette.colour("--key"));
    }
}
