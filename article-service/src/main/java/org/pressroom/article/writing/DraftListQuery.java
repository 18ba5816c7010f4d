package org.pressroom.article.writing;

import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.problem.ProblemException;
import org.pressroom.common.problem.Problems;
import org.pressroom.common.text.LanguageTags;
import org.pressroom.common.text.Slug;

/**
 * What a request asks of the list of drafts.
 *
 * @param author a slug
 */
record DraftListQuery(
        @Nullable String q,
        DraftFilter.@Nullable State state,
        @Nullable ArticleKind kind,
        @Nullable String author,
        @Nullable String category,
        @Nullable String tag,
        @Nullable String language) {

    private static final int LONGEST = 200;

    /**
     * Reads the query parameters.
     *
     * @throws ProblemException 400 where one is not valid
     */
    static DraftListQuery of(
            @Nullable String q,
            @Nullable String status,
            @Nullable String kind,
            @Nullable String author,
            @Nullable String category,
            @Nullable String tag,
            @Nullable String language) {
        if (author != null && !Slug.isValid(author)) {
            throw Problems.badRequest("'author' must be a slug.");
        }
        return new DraftListQuery(
                line("q", q),
                oneOf("status", DraftFilter.State.class, status),
                oneOf("kind", ArticleKind.class, kind),
                author,
                line("category", category),
                line("tag", tag),
                language(language));
    }

    /** Reads how the list is to be sorted, or fails as {@link #of} does. */
    static DraftOrder order(@Nullable String sort) {
        return sort == null
                ? DraftOrder.USUAL
                : DraftOrder.named(sort)
                        .orElseThrow(() -> Problems.badRequest(
                                "'sort' must be updated, created, published or title, or one of them behind a '-'."));
    }

    /** The same of one writer's, or of all. */
    DraftFilter filter(@Nullable UUID authorId) {
        return new DraftFilter(authorId, state, kind, category, tag, language, q);
    }

    private static @Nullable String language(@Nullable String tag) {
        return tag == null
                ? null
                : LanguageTags.canonical(tag).orElseThrow(() -> Problems.badRequest("'language' must be a language."));
    }

    private static @Nullable String line(String name, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        if (text.length() > LONGEST || text.chars().anyMatch(Character::isISOControl)) {
            throw Problems.badRequest("'" + name + "' must be one line of at most " + LONGEST + " characters.");
        }
        return text;
    }

    private static <E extends Enum<E>> @Nullable E oneOf(String name, Class<E> type, @Nullable String text) {
        if (text == null) {
            return null;
        }
        return Arrays.stream(type.getEnumConstants())
                .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElseThrow(() -> Problems.badRequest("'" + name + "' has no such value."));
    }
}
