package org.pressroom.comment.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What has become of a comment. */
public enum CommentStatus {
    PENDING,
    APPROVED,
    HELD,
    REJECTED,
    DELETED;

    /** As it stands in answers, events and the database. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The status of that wire name, if there is one. */
    public static Optional<CommentStatus> named(String wireName) {
        return Arrays.stream(values())
                .filter(status -> status.wireName().equals(wireName))
                .findFirst();
    }

    /** The status of that wire name, which the database vouches for. */
    public static CommentStatus of(String wireName) {
        return named(wireName).orElseThrow(() -> new IllegalArgumentException("no status " + wireName));
    }
}
