package org.pressroom.article.writing;

import org.jspecify.annotations.Nullable;
import org.pressroom.common.PlainJava;
import org.pressroom.common.text.Shown;
import org.pressroom.common.validation.Line;
import org.pressroom.common.validation.Text;
import org.pressroom.common.validation.TextLimits;
import org.pressroom.common.validation.WebAddress;

/**
 * What search engines and previews of links are told in place of what an article says itself.
 *
 * @param title null for the article's
 * @param description null for its summary, or else its first words
 * @param canonicalUrl where the article stands first, if that is elsewhere; null for here
 */
@PlainJava
public record Seo(
        @Nullable @Line(max = TextLimits.TITLE) String title,
        @Nullable @Text(max = TextLimits.SUMMARY) String description,
        @Nullable @WebAddress(max = TextLimits.COVER) String canonicalUrl) {

    /** Nothing but what the article says itself. */
    public static final Seo NONE = new Seo(null, null, null);

    public Seo {
        title = title == null || Shown.isBlank(title) ? null : title.strip();
        description = description == null || Shown.isBlank(description) ? null : description.strip();
        canonicalUrl = canonicalUrl == null || canonicalUrl.isEmpty() ? null : canonicalUrl;
    }
}
