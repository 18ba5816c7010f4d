package org.pressroom.article.writing;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.article.access.Visibility;
import org.pressroom.article.slugs.ArticleSlug;
import org.pressroom.common.PlainJava;
import org.pressroom.common.contract.Cover;
import org.pressroom.common.text.Shown;
import org.pressroom.common.validation.LanguageTag;
import org.pressroom.common.validation.Line;
import org.pressroom.common.validation.Text;
import org.pressroom.common.validation.TextLimits;
import org.pressroom.common.validation.Typed;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * What a writer writes.
 *
 * @param title one line
 * @param body may be empty while it is a draft
 * @param summary null for none
 * @param category its name, in which neither case nor spaces matter; made when the article is published, where none is called
 *     so yet. A slug given here is a name like any other, and not the term that has it in its address
 * @param tags names, as {@code category} is one; none where null
 * @param slug the one that the writer wants; null to have one made from the title
 * @param commentPolicy where null, open for an article and closed for a page
 * @param commentDays for how many days after its publication it takes comments; null for ever
 * @param cover null for none
 * @param kind an article where null
 * @param menuPosition where a page stands in the site's menu, the smallest first; null where it does not
 * @param seo nothing of its own where null
 * @param visibility public where null
 * @param language as of BCP 47; the site's where null
 * @param translationOf the article that it says the same as in another language; null where it is none's translation
 * @param authors who wrote it, in the order of the byline, each by the slug or the account's id. Where null, whoever starts
 *     it, and from then on those who it has. By their ids in what is kept
 * @param password a new one, which whoever reads it is to type; never told. What was said before stays where it is null
 */
@PlainJava
public record DraftContent(
        @NotNull @Line(min = 1, max = TextLimits.TITLE) String title,
        @NotNull @Text(max = TextLimits.ARTICLE) String body,
        @NotNull Format format,
        @Nullable @Text(max = TextLimits.SUMMARY) String summary,
        @Nullable @Line(min = 1, max = TextLimits.TERM) String category,

        @JsonDeserialize(contentConverter = Typed.Line.class)
        @Size(max = TextLimits.TAGS, message = "must have at most {max} entries")
        List<@NotNull @Line(min = 1, max = TextLimits.TERM) String> tags,

        @Nullable @ArticleSlug String slug,
        CommentPolicy commentPolicy,

        @Nullable @Min(value = 1, message = OF_DAYS) @Max(value = MOST_DAYS, message = OF_DAYS)
        Integer commentDays,

        @Nullable @Valid Cover cover,
        ArticleKind kind,

        @Nullable @Min(value = 1, message = OF_THE_MENU) @Max(value = MOST_IN_MENU, message = OF_THE_MENU)
        Integer menuPosition,

        @Valid Seo seo,
        Visibility visibility,

        @Nullable @Line(max = TextLimits.PASSWORD) @JsonProperty(access = JsonProperty.Access.WRITE_ONLY)
        String password,

        @Nullable @LanguageTag String language,
        @Nullable UUID translationOf,

        @Nullable
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @JsonDeserialize(contentConverter = Typed.Line.class)
        @Size(min = 1, max = TextLimits.AUTHORS, message = "must have between {min} and {max} entries")
        List<@NotNull @Line(min = 1, max = TextLimits.SLUG) String> authors) {

    private static final int MOST_IN_MENU = 100;
    private static final String OF_THE_MENU = "must be between 1 and " + MOST_IN_MENU;

    private static final int MOST_DAYS = 3_650;
    private static final String OF_DAYS = "must be between 1 and " + MOST_DAYS;

    public DraftContent {
        // Jackson hands over null for what a request leaves out; the constraints tell of it later.
        title = title == null ? title : title.strip();
        tags = tags == null ? List.of() : Collections.unmodifiableList(new ArrayList<>(tags));
        kind = kind == null ? ArticleKind.ARTICLE : kind;
        commentPolicy = commentPolicy == null ? usualPolicy(kind) : commentPolicy;
        summary = summary == null || Shown.isBlank(summary) ? null : summary.strip();
        seo = seo == null ? Seo.NONE : seo;
        visibility = visibility == null ? Visibility.PUBLIC : visibility;
        password = password == null || password.isEmpty() ? null : password;
        authors = authors == null ? null : Collections.unmodifiableList(new ArrayList<>(authors));
    }

    private static CommentPolicy usualPolicy(ArticleKind kind) {
        return kind == ArticleKind.PAGE ? CommentPolicy.CLOSED : CommentPolicy.OPEN;
    }

    /** The same, with a slug that is made from the title, or stays. */
    DraftContent withoutSlug() {
        return withSlug(null);
    }

    /**
     * The same with another slug.
     *
     * @param slug null for one that is made from the title, or stays
     */
    public DraftContent withSlug(@Nullable String slug) {
        return with(category, tags, slug);
    }

    /** The same in another category, or in none. */
    public DraftContent withCategory(@Nullable String other) {
        return with(other, tags, slug);
    }

    /** The same with other tags. */
    public DraftContent withTags(List<String> others) {
        return with(category, others, slug);
    }

    /** The same in that language, as the translation of that article. */
    DraftContent in(String language, @Nullable UUID translationOf) {
        return with(category, tags, slug, language, translationOf, authors, cover);
    }

    /** The same under another picture. */
    DraftContent withCover(Cover other) {
        return with(category, tags, slug, language, translationOf, authors, other);
    }

    /** The same by others; null for those who it has. */
    public DraftContent withAuthors(@Nullable List<UUID> accountIds) {
        return with(
                category,
                tags,
                slug,
                language,
                translationOf,
                accountIds == null
                        ? null
                        : accountIds.stream().map(UUID::toString).toList(),
                cover);
    }

    private DraftContent with(@Nullable String category, List<String> tags, @Nullable String slug) {
        return with(category, tags, slug, language, translationOf, authors, cover);
    }

    private DraftContent with(
            @Nullable String category,
            List<String> tags,
            @Nullable String slug,
            @Nullable String language,
            @Nullable UUID translationOf,
            @Nullable List<String> authors,
            @Nullable Cover cover) {
        return new DraftContent(
                title,
                body,
                format,
                summary,
                category,
                tags,
                slug,
                commentPolicy,
                commentDays,
                cover,
                kind,
                menuPosition,
                seo,
                visibility,
                password,
                language,
                translationOf,
                authors);
    }
}
