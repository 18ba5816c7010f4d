package org.pressroom.article.typesetting;

import java.util.regex.Pattern;
import org.owasp.html.Encoding;
import org.pressroom.common.text.Shown;

/**
 * A body ready to be shown.
 *
 * @param html safe to show as it is
 * @param opening its first words, up to 160 characters of plain text; empty for an empty body
 * @param readingMinutes at least 1
 */
public record Setting(String html, String opening, int readingMinutes) {

    private static final Pattern SEEN = Pattern.compile("<hr\\b|<img\\b[^>]* src=");
    private static final Pattern TAG = Pattern.compile("<[^>]*>");

    /** Whether readers see something of it: words, a picture or a line. */
    public boolean showsSomething() {
        return SEEN.matcher(html).find()
                || !Shown.isBlank(Encoding.decodeHtml(TAG.matcher(html).replaceAll(" "), false));
    }
}
