package org.pressroom.common.events;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The public state of an article, whole but for its body.
 *
 * @param version grows with every change of the public state; a consumer ignores a state that is not newer than its own
 * @param publication counts how often the article went public; notifications are due once per publication
 * @param status {@code published}, {@code unpublished} or {@code removed}
 * @param commentPolicy {@code open}, {@code moderated} or {@code closed}
 * @param firstPublishedAt when it first went public; null if it never did
 * @param publishedAt when its current publication began; null if it never was public
 * @param notifies whether subscribers are to hear of this publication; false for what was imported, and for a page
 * @param kind {@code article} or {@code page}
 * @param coverAlt what is said to those who do not see the cover; null where it only adorns
 * @param visibility {@code public}, {@code unlisted} (in no list), or, in lists, {@code password} (read with a password) or
 *     {@code subscribers} (read by those who subscribed)
 * @param language as of BCP 47; null where an older event does not say
 * @param translationOf the article whose translations it is one of; null where it is that article itself, or has none
 * @param authors in the order of the byline, {@code author} being the first; null where an older event names that one alone
 */
public record ArticleState(
        UUID articleId,
        long version,
        int publication,
        String status,
        String slug,
        String title,
        @Nullable String summary,
        Author author,
        @Nullable Term category,
        List<Term> tags,
        String commentPolicy,
        @Nullable String cover,
        @Nullable Instant firstPublishedAt,
        @Nullable Instant publishedAt,
        Instant updatedAt,
        @JsonProperty("notify") boolean notifies,
        String kind,
        @Nullable String coverAlt,
        String visibility,
        @Nullable String language,
        @Nullable UUID translationOf,
        @Nullable List<Author> authors) {

    public static final String PUBLISHED = "published";
    public static final String UNPUBLISHED = "unpublished";
    public static final String REMOVED = "removed";

    public static final String ARTICLE = "article";
    public static final String PAGE = "page";

    public static final String PUBLIC = "public";
    public static final String PASSWORD = "password";
    public static final String SUBSCRIBERS = "subscribers";

    public ArticleState {
        // What was told before there were pages is an article.
        kind = kind == null ? ARTICLE : kind;
        // What was told before there was a choice is for everybody.
        visibility = visibility == null ? PUBLIC : visibility;
    }

    /** What it has in common with its translations: the article that was there first, wherever that is by now. */
    @JsonIgnore
    public UUID translationGroup() {
        return translationOf == null ? articleId : translationOf;
    }

    /** Whether its text is for some alone. */
    @JsonIgnore
    public boolean isRestricted() {
        return visibility.equals(PASSWORD) || isForSubscribers();
    }

    /** Whether its text is for those alone who subscribed. */
    @JsonIgnore
    public boolean isForSubscribers() {
        return visibility.equals(SUBSCRIBERS);
    }

    /** In the order of the byline: at least one. */
    @JsonIgnore
    public List<Author> byline() {
        return authors == null || authors.isEmpty() ? List.of(author) : authors;
    }

    /** All but the first of them. */
    @JsonIgnore
    public List<Author> coauthors() {
        List<Author> byline = byline();
        return byline.subList(1, byline.size());
    }

    /** One of those who wrote it. */
    public record Author(UUID accountId, String slug, String name) {}

    /**
     * A category or a tag.
     *
     * @param formerSlugs under which it was found before; null where an older event does not say
     * @param above the slugs of the categories that it lies beneath, and those under which they were found before; null where
     *     an older event does not say
     */
    public record Term(
            String slug,
            String name,
            @Nullable List<String> formerSlugs,
            @Nullable List<String> above) {

        /** One that never had another address, and lies beneath none. */
        public Term(String slug, String name) {
            this(slug, name, List.of(), List.of());
        }

        /** All under which it is or was found, the one of now first. */
        @JsonIgnore
        public List<String> slugs() {
            return Stream.concat(Stream.of(slug), Stream.ofNullable(formerSlugs).flatMap(List::stream))
                    .toList();
        }

        /** Those, and all under which those above it are or were found. */
        @JsonIgnore
        public List<String> slugsWithAbove() {
            return Stream.concat(slugs().stream(), Stream.ofNullable(above).flatMap(List::stream))
                    .toList();
        }
    }
}
