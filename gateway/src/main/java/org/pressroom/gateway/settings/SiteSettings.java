package org.pressroom.gateway.settings;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.validation.Line;
import org.pressroom.common.validation.Text;
import org.pressroom.gateway.SiteProperties;

/**
 * What admins choose for the publication, as the API takes it and the database keeps it. What is left out is as the
 * gateway was started with, or as the style sheet has it.
 *
 * @param name of the publication, on its pages, in its feeds and in its mails
 * @param description one sentence of it for search engines and feeds
 * @param logoAlone whether the logo says the name, so that it need not stand beside it; null for no
 * @param colours of its pages; what cannot be read is made lighter or darker until it can
 * @param type of its words
 * @param menu what stands at the head of each page, in place of the categories at the top and the pages in the menu;
 *     null for those
 * @param css what is read after the style sheet of the site
 * @param code what stands in the head and at the foot of pages that all may see
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record SiteSettings(
        @Nullable @Line(min = 1, max = NAME) String name,

        @Nullable @Line(max = DESCRIPTION) String description,

        @Nullable Boolean logoAlone,

        @Nullable @Valid Colours colours,

        @Nullable @Valid Type type,

        @Nullable @Size(max = MENU) List<@NotNull @Valid MenuLink> menu,

        @Nullable @Text(max = CSS) String css,

        @Nullable @Valid Code code) {

    static final int NAME = 100;
    static final int DESCRIPTION = 300;
    static final int MENU = 20;
    static final int CSS = 100_000;
    static final int CODE = 20_000;
    private static final int LABEL = 60;
    private static final int ADDRESS = 2_000;
    private static final int ORIGINS = 20;
    private static final String HEX = "#[0-9a-fA-F]{6}";

    /** Nothing is chosen. */
    public static final SiteSettings NONE = new SiteSettings(null, null, null, null, null, null, null, null);

    /** By day and by night, as a reader's device asks for. */
    public record Colours(
            @Nullable @Valid Scheme light, @Nullable @Valid Scheme dark) {}

    /**
     * Each as {@code #rrggbb}; null for that of the style sheet.
     *
     * @param accent of links, of buttons and of what is to be noticed; that by day is the one by night too where there is no
     *     other
     * @param paper the ground
     * @param text of words
     */
    public record Scheme(
            @Nullable @Pattern(regexp = HEX, message = "must be a colour such as #b3124e")
            String accent,

            @Nullable @Pattern(regexp = HEX, message = "must be a colour such as #b3124e")
            String paper,

            @Nullable @Pattern(regexp = HEX, message = "must be a colour such as #b3124e")
            String text) {}

    /**
     * All of them are on readers' devices: nothing is asked of anybody else.
     *
     * @param headings of titles; null for that of texts
     * @param text of everything else that is read; null for that of the style sheet
     * @param size null for medium
     */
    public record Type(
            @Nullable Face headings,
            @Nullable Face text,
            @Nullable Scale size) {

        @JsonIgnore
        boolean isEmpty() {
            return headings == null && text == null && size == null;
        }

        /** How large all of it is, beside what a reader's browser is set to. */
        public enum Scale {
            SMALL("93.75%"),
            MEDIUM("100%"),
            LARGE("112.5%");

            private final String css;

            Scale(String css) {
                this.css = css;
            }

            String css() {
                return css;
            }

            @JsonValue
            String wireName() {
                return name().toLowerCase(Locale.ROOT);
            }
        }
    }

    /** A family of type, each with the ones that the systems of readers have of it. */
    public enum Face {
        SERIF("var(--serif)"),
        SANS("var(--sans)"),
        MONO("var(--mono)"),
        OLD_STYLE(
                "\"Iowan Old Style\", \"Palatino Linotype\", Palatino, \"URW Palladio L\", P052, \"EB Garamond\", Garamond, \"Noto Serif\", serif"),
        SLAB("Rockwell, \"Rockwell Nova\", \"Roboto Slab\", \"DejaVu Serif\", \"Sitka Small\", serif"),
        DIDONE("Didot, \"Bodoni MT\", \"Bodoni 72\", \"Noto Serif Display\", \"URW Palladio L\", P052, Sylfaen, serif"),
        HUMANIST("Seravek, \"Gill Sans Nova\", Ubuntu, Calibri, \"DejaVu Sans\", source-sans-pro, sans-serif"),
        GEOMETRIC("Avenir, Montserrat, Corbel, \"URW Gothic\", source-sans-pro, sans-serif"),
        ROUNDED(
                "ui-rounded, \"Hiragino Maru Gothic ProN\", Quicksand, Comfortaa, Manjari, \"Arial Rounded MT Bold\", Calibri, source-sans-pro, sans-serif");

        private final String css;

        Face(String css) {
            this.css = css;
        }

        String css() {
            return css;
        }

        @JsonValue
        String wireName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * @param label what is read
     * @param url a path on this site, or an http or https address
     */
    public record MenuLink(
            @NotNull @Line(min = 1, max = LABEL) String label,

            @NotNull @Line(min = 1, max = ADDRESS) String url) {}

    /**
     * HTML as it is to stand there. Readers' browsers run of it what it has itself and what comes from the addresses that
     * are in it; handlers in attributes they do not.
     *
     * @param head before {@code </head>}
     * @param foot before {@code </body>}
     * @param origins where else it may get things from and send things to, such as {@code https://figures.example}
     */
    public record Code(
            @Nullable @Text(max = CODE) String head,

            @Nullable @Text(max = CODE) String foot,

            @Nullable @Size(max = ORIGINS)
            List<
                            @NotNull
                            @Pattern(
                                    regexp = "https://[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?",
                                    message = "must be an origin such as https://figures.example")
                            String>
                    origins) {

        @JsonIgnore
        boolean isEmpty() {
            return head == null && foot == null && origins == null;
        }
    }

    /** As readers see it. */
    public String nameOr(SiteProperties defaults) {
        return Objects.requireNonNullElse(name, defaults.name());
    }

    /** As search engines are told it. */
    public String descriptionOr(SiteProperties defaults) {
        return Objects.requireNonNullElse(description, defaults.description());
    }

    /** The same, with no part that is null. */
    Type typeOrNone() {
        return Objects.requireNonNullElseGet(type, () -> new Type(null, null, null));
    }

    /** The same, with no part that is null. */
    Colours coloursOrNone() {
        return Objects.requireNonNullElseGet(colours, () -> new Colours(null, null));
    }
}
