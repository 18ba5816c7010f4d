package org.pressroom.article.media;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The library of pictures.
 *
 * @param folder where the files are kept; it has to outlive the program, and all instances of the service need the same one
 * @param mostBytes the largest file that is taken
 * @param mostPixels the largest picture that is taken, in pixels
 * @param atOnce how many pictures are read at the same time; each takes up to two processors and 60 MB
 * @param uploads how many uploads may be under way at the same time
 */
@Validated
@ConfigurationProperties("pressroom.media")
record MediaProperties(
        @DefaultValue("data/media") @NotNull Path folder,
        @DefaultValue("20MB") DataSize mostBytes,
        @DefaultValue("50000000") @Min(1) @Max(500_000_000) long mostPixels,
        @DefaultValue("1") @Min(1) int atOnce,
        @DefaultValue("16") @Min(1) int uploads) {}
