package org.pressroom.gateway.settings;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * A picture of the publication itself.
 *
 * @param hash of its content, as {@code [0-9a-f]{16}}
 * @param width in pixels of CSS, as with {@code height}
 */
public record SitePicture(Kind kind, String hash, Format format, int width, int height, byte[] content) {

    /** What it is for. */
    public enum Kind {
        /** Before the name at the head of each page. */
        LOGO,
        /** In its place by night, where the other could not be seen. */
        LOGO_DARK,
        /** For tabs and bookmarks. */
        ICON;

        /** As addresses of the API have it. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Optional<Kind> named(String wireName) {
            return Arrays.stream(values())
                    .filter(kind -> kind.wireName().equals(wireName))
                    .findFirst();
        }
    }

    /** How it is written. */
    public enum Format {
        PNG("image/png", "png"),
        JPEG("image/jpeg", "jpg"),
        SVG("image/svg+xml", "svg");

        private final String mediaType;
        private final String extension;

        Format(String mediaType, String extension) {
            this.mediaType = mediaType;
            this.extension = extension;
        }

        public String mediaType() {
            return mediaType;
        }
    }

    /** The last part of its address, which is another one for each content. */
    public String file() {
        return hash + "." + format.extension;
    }

    /** Its address on the site: a path. */
    public String path() {
        return "/site/pictures/" + file();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SitePicture picture && kind == picture.kind && hash.equals(picture.hash);
    }

    @Override
    public int hashCode() {
        return hash.hashCode();
    }

    @Override
    public String toString() {
        return kind.wireName() + " " + file();
    }
}
