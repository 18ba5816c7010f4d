package org.pressroom.article.media;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.text.Shown;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A bucket of Amazon S3, or of what speaks its protocol, which keeps pictures instead of a folder.
 *
 * @param bucket none for a folder
 * @param endpoint where the protocol is spoken, such as {@code https://storage.example.org:9000}; Amazon's own where none
 *     is named
 * @param region as the store calls it
 * @param accessKey,secretKey both or neither: without them it is asked as whom the SDK finds in the environment, in the
 *     files of the user, or of the machine or container that the program runs in
 * @param pathStyle whether the bucket stands in the path and not in the name of the host; where it is not said, it does at
 *     an endpoint of one's own
 * @param prefix what keys begin with, such as {@code news/pictures}
 * @param timeout how long the store may take until it begins to answer; to take a file, ten times as long
 */
@ConfigurationProperties("pressroom.media.s3")
record S3Properties(
        @Nullable String bucket,
        @Nullable String endpoint,
        @DefaultValue("us-east-1") String region,
        @Nullable String accessKey,
        @Nullable String secretKey,
        @Nullable Boolean pathStyle,
        @DefaultValue("") String prefix,
        @DefaultValue("5s") Duration timeout) {

    S3Properties {
        bucket = orNone(bucket);
        endpoint = orNone(endpoint);
        accessKey = orNone(accessKey);
        secretKey = orNone(secretKey);
    }

    /** As it is where a variable is set to nothing. */
    private static @Nullable String orNone(@Nullable String text) {
        return text == null || Shown.isBlank(text) ? null : text.strip();
    }

    boolean inPath() {
        return Objects.requireNonNullElse(pathStyle, endpoint != null);
    }

    /** Whether anything but a default was said. */
    boolean isMeant() {
        return bucket != null || endpoint != null || accessKey != null || secretKey != null;
    }

    @Override
    public String toString() {
        return "bucket " + bucket + (prefix.isEmpty() ? "" : ", " + prefix) + " at "
                + (endpoint == null ? "Amazon S3, " + region : endpoint);
    }
}
