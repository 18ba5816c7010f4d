package org.pressroom.article.pictures;

import java.io.IOException;

/** A file that is not taken. The message tells people why. */
public final class UnusablePicture extends IOException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** What is wrong with it. */
    public enum Reason {
        /** It is something else than a picture of a kind that is taken. */
        OTHER_TYPE,
        /** It says that it is a picture, and is none that can be shown. */
        BROKEN,
        /** It has more pixels than are taken. */
        TOO_MANY_PIXELS
    }

    private UnusablePicture(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    static UnusablePicture otherType() {
        return otherType("This is no picture that can be taken: it has to be a JPEG, PNG, GIF or WebP.");
    }

    static UnusablePicture otherType(String why) {
        return new UnusablePicture(Reason.OTHER_TYPE, why);
    }

    static UnusablePicture broken(String why) {
        return new UnusablePicture(Reason.BROKEN, why);
    }

    static UnusablePicture cutOff() {
        return broken("ends before the picture does");
    }

    static UnusablePicture tooManyPixels(long most) {
        return new UnusablePicture(Reason.TOO_MANY_PIXELS, "must have at most " + most / 1_000_000 + " million pixels");
    }

    public Reason reason() {
        return reason;
    }
}
