package org.pressroom.common.contract;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An article in a list.
 *
 * @param summary null where its writer gave none
 * @param publishedAt when its current publication began
 * @param readingMinutes at least 1
 * @param commentCount how many comments readers see
 * @param cover null for none
 * @param author the first of its authors
 * @param authors in the order of the byline; that one alone where an older service does not say
 * @param kind {@code article} or {@code page}
 * @param visibility {@code public}, {@code unlisted}, {@code password} or {@code subscribers}: whether readers need more than its
 *     address
 * @param language as of BCP 47; null where an older service does not say
 * @param translationOf the article whose translations it is one of; null where it is that article itself, or has none
 * @param translations the same in other languages, as far as readers find it in lists
 * @param menuPosition where a page stands in the site's menu, the smallest first; null where it does not
 * @param bodyHtml safe to show as it is; left out where bodies are not asked for, or this one is for some alone
 * @param highlight where it has what was searched for; left out where nothing was
 */
public record ArticleSummary(
        UUID id,
        String slug,
        String title,
        @Nullable String summary,
        Named author,
        List<Named> authors,
        @Nullable Named category,
        List<Named> tags,
        Instant publishedAt,
        Instant updatedAt,
        int readingMinutes,
        long commentCount,
        @Nullable Cover cover,
        String kind,
        @Nullable Integer menuPosition,
        String visibility,
        @Nullable String language,
        @Nullable UUID translationOf,
        List<Translation> translations,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String bodyHtml,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Highlight highlight) {

    public static final String ARTICLE = "article";
    public static final String PAGE = "page";

    public static final String PUBLIC = "public";
    public static final String PASSWORD = "password";
    public static final String SUBSCRIBERS = "subscribers";

    public ArticleSummary {
        // A service that is older than several authors names one, and one that is older than pages has articles alone.
        authors = authors == null ? List.of(author) : authors;
        kind = kind == null ? ARTICLE : kind;
        visibility = visibility == null ? PUBLIC : visibility;
        // One that is older than languages does not say.
        translations = translations == null ? List.of() : translations;
    }

    /** The same, found by a search. */
    public ArticleSummary found(Highlight where) {
        return new ArticleSummary(
                id,
                slug,
                title,
                summary,
                author,
                authors,
                category,
                tags,
                publishedAt,
                updatedAt,
                readingMinutes,
                commentCount,
                cover,
                kind,
                menuPosition,
                visibility,
                language,
                translationOf,
                translations,
                bodyHtml,
                where);
    }

    /** The article in another language. */
    public record Translation(UUID id, String language, String slug, String title) {}

    /** What it has in common with its translations: the article that was there first, wherever that is by now. */
    @JsonIgnore
    public UUID translationGroup() {
        return translationOf == null ? id : translationOf;
    }

    /** Whether its text is for some alone: those who know a password, or who subscribed. */
    @JsonIgnore
    public boolean isRestricted() {
        return PASSWORD.equals(visibility) || isForSubscribers();
    }

    /** Whether its text is for those alone who subscribed. */
    @JsonIgnore
    public boolean isForSubscribers() {
        return SUBSCRIBERS.equals(visibility);
    }
}
