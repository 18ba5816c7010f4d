package org.pressroom.gateway.site.articles;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.contract.Cover;
import org.pressroom.gateway.site.look.GeneratedCover;

/**
 * The picture of an article as the templates show it: its cover, or a print of its own.
 *
 * @param cover address of its cover; null for none
 * @param alt what is said of that to those who do not see it; null where it only adorns
 * @param plate what is shown where there is no cover
 */
public record ArticlePicture(
        @Nullable String cover, @Nullable String alt, GeneratedCover plate) {

    private static final Pattern OF_THE_LIBRARY = Pattern.compile("/api/media/[0-9a-f-]{36}/[a-z0-9.-]+");

    /** The widths in which the library has smaller pictures that suit a cover. */
    private static final List<Integer> WIDTHS = List.of(480, 960, 1280, 1920);

    /** Of what has that slug. */
    public static ArticlePicture of(@Nullable Cover cover, String slug) {
        return new ArticlePicture(
                cover == null ? null : cover.url(), cover == null ? null : cover.alt(), GeneratedCover.of(slug));
    }

    /** The cover in several widths, as {@code srcset} has them; null where it is no picture of the library. */
    public @Nullable String sources() {
        String address = cover;
        return address == null || !OF_THE_LIBRARY.matcher(address).matches()
                ? null
                : WIDTHS.stream()
                        .map(width -> address + "?w=" + width + " " + width + "w")
                        .collect(Collectors.joining(", "));
    }
}
