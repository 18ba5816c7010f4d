package org.pressroom.gateway.site.rendering;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.text.Isolates;

/**
 * What the frame of a page says about it: its head, and where its neighbours are.
 *
 * @param alternates where it is in each language, its own among them; none where it is in one alone
 */
public record PageFrame(
        String title,
        @Nullable String description,
        @Nullable String canonical,
        String path,
        String heading,
        String type,
        @Nullable String image,
        boolean indexed,
        @Nullable String older,
        @Nullable String newer,
        @Nullable String jsonLd,
        List<Alternate> alternates) {

    /**
     * Title and description stand alone, and are for programs too: nothing in them is isolated. A description that says
     * nothing is none.
     */
    public PageFrame {
        title = Isolates.removed(title);
        description = description == null || description.isBlank() ? null : Isolates.removed(description);
    }

    /** A page in a language, as of BCP 47. */
    public record Alternate(String language, String url) {}

    /** A page that search engines are to leave out: a form, an outcome, a failure. */
    public static PageFrame unlisted(String title, String path) {
        return new PageFrame(title, null, null, path, title, "website", null, false, null, null, null, List.of());
    }

    /** Whether this is the front page. Public, as all that templates reach. */
    public boolean isHome() {
        return path.equals("/");
    }
}
