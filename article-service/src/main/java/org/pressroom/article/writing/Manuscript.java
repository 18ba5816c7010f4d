package org.pressroom.article.writing;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pressroom.article.naming.ArticleSlug;
import org.pressroom.common.validation.Line;
import org.pressroom.common.validation.Text;

/**
 * What a writer writes. All lengths are in Unicode code points.
 *
 * @param title one line, up to 200
 * @param body up to 300,000; may be empty while it is a draft
 * @param summary up to 500; null for none
 * @param category slug or name, up to 60; made when the article is published, where it is not there yet
 * @param tags slugs or names as {@code category}, up to 20; none where null
 * @param slug the one that the writer wants; null to have one made from the title
 * @param commentPolicy open where null
 * @param cover address of a picture, up to 2,000: {@code http}, {@code https} or a path on this site
 */
public record Manuscript(
        @NotNull @Line(min = 1, max = 200) String title,
        @NotNull @Text(max = 300_000) String body,
        @NotNull Format format,
        @Nullable @Text(max = 500) String summary,
        @Nullable @Line(min = 1, max = 60) String category,

        @Size(max = 20, message = "must have at most 20 entries")
        List<@NotNull @Line(min = 1, max = 60) String> tags,

        @Nullable @ArticleSlug String slug,
        CommentPolicy commentPolicy,

        @Nullable
        @Line(min = 1, max = 2000)
        @Pattern(
                regexp = "(?:https?://|/(?!/))[^\\s\"'<>\\\\]+",
                message = "must be an http or https address, or a path on this site")
        String cover) {

    public Manuscript {
        // Jackson hands over null for what a request leaves out; the constraints tell of it later.
        title = title == null ? title : title.strip();
        tags = tags == null ? List.of() : Collections.unmodifiableList(new ArrayList<>(tags));
        commentPolicy = commentPolicy == null ? CommentPolicy.OPEN : commentPolicy;
        summary = summary == null || summary.isBlank() ? null : summary.strip();
    }
}
