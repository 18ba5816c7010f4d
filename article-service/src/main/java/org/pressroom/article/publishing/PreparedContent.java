package org.pressroom.article.publishing;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pressroom.article.rendering.RenderedBody;
import org.pressroom.article.taxonomy.TermName;
import org.pressroom.common.PlainJava;

/**
 * What readers are to be shown, as far as it can be made without a lock.
 *
 * @param category null for none
 */
@PlainJava
record PreparedContent(RenderedBody body, @Nullable TermName category, List<TermName> tags) {

    PreparedContent {
        tags = List.copyOf(tags);
    }
}
