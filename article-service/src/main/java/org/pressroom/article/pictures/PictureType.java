package org.pressroom.article.pictures;

import org.pressroom.common.PlainJava;

/** The kinds of pictures that are taken: what every browser shows, and nothing that can hold a script. */
@PlainJava
public enum PictureType {
    JPEG("image/jpeg", "jpg"),
    PNG("image/png", "png"),
    GIF("image/gif", "gif"),
    WEBP("image/webp", "webp");

    private final String mediaType;
    private final String extension;

    PictureType(String mediaType, String extension) {
        this.mediaType = mediaType;
        this.extension = extension;
    }

    /** As {@code Content-Type} has it. */
    public String mediaType() {
        return mediaType;
    }

    /** How names of its files end, without the dot. */
    public String extension() {
        return extension;
    }
}
