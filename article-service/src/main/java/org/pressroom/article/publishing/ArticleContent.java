package org.pressroom.article.publishing;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pressroom.article.rendering.RenderedBody;
import org.pressroom.article.taxonomy.Term;
import org.pressroom.article.writing.CommentPolicy;
import org.pressroom.common.PlainJava;

/**
 * What readers are shown, as it was when it was published.
 *
 * @param summary null for none
 * @param category null for none
 * @param cover null for none
 */
@PlainJava
public record ArticleContent(
        String slug,
        String title,
        @Nullable String summary,
        RenderedBody body,
        @Nullable Term category,
        List<Term> tags,
        CommentPolicy commentPolicy,
        @Nullable String cover) {

    public ArticleContent {
        tags = List.copyOf(tags);
    }
}
