package org.pressroom.article.publishing;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.article.access.Visibility;
import org.pressroom.article.rendering.RenderedBody;
import org.pressroom.article.taxonomy.Term;
import org.pressroom.article.writing.ArticleKind;
import org.pressroom.article.writing.CommentPolicy;
import org.pressroom.article.writing.Seo;
import org.pressroom.common.PlainJava;
import org.pressroom.common.contract.Cover;

/**
 * What readers are shown, as it was when it was published.
 *
 * @param summary null for none
 * @param category null for none
 * @param commentDays for how many days after its publication it takes comments; null for ever
 * @param cover null for none
 * @param language as of BCP 47
 * @param translationOf the article whose translations it is one of; null where it is that article itself, or has none
 * @param passwordHash of the password that readers type; null for none
 * @param menuPosition where a page stands in the site's menu; null where it does not
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
        @Nullable Integer commentDays,
        @Nullable Cover cover,
        ArticleKind kind,
        @Nullable Integer menuPosition,
        Seo seo,
        Visibility visibility,
        @Nullable String passwordHash,
        String language,
        @Nullable UUID translationOf) {

    public ArticleContent {
        tags = List.copyOf(tags);
    }

    /** The same, taking no comments any more. */
    ArticleContent withoutComments() {
        return new ArticleContent(
                slug,
                title,
                summary,
                body,
                category,
                tags,
                CommentPolicy.CLOSED,
                commentDays,
                cover,
                kind,
                menuPosition,
                seo,
                visibility,
                passwordHash,
                language,
                translationOf);
    }

    /** Whether it is one of those that lists of articles show and subscribers hear of. */
    boolean isListed() {
        return kind == ArticleKind.ARTICLE && visibility.isListed();
    }
}
