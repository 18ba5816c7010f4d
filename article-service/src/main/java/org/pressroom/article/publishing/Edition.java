package org.pressroom.article.publishing;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pressroom.article.taxonomy.Term;
import org.pressroom.article.typesetting.Setting;
import org.pressroom.article.writing.CommentPolicy;

/**
 * What readers are shown, as it was when it was published.
 *
 * @param summary null for none
 * @param category null for none
 * @param cover null for none
 */
record Edition(
        String slug,
        String title,
        @Nullable String summary,
        Setting body,
        @Nullable Term category,
        List<Term> tags,
        CommentPolicy commentPolicy,
        @Nullable String cover) {

    Edition {
        tags = List.copyOf(tags);
    }
}
