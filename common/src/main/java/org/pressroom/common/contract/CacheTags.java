package org.pressroom.common.contract;

import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an answer may show, as {@link HeaderNames#CACHE_TAG} names it. Whoever answers names all that the answer shows;
 * the gateway drops a kept answer when an event says that one of these has changed.
 */
public final class CacheTags {

    /** Which articles there are, or how many: any change of any of them may change it, but for its count of comments. */
    public static final String LIST = "list";

    /** Less than subscribers may read: who shows to be one is not to be answered from what is kept. */
    public static final String LESS_THAN_SUBSCRIBERS_READ = "less-than-subscribers-read";

    private CacheTags() {}

    /** The tags in the lines of a {@link HeaderNames#CACHE_TAG}. */
    public static Set<String> in(Collection<String> lines) {
        return lines.stream()
                .flatMap(line -> Arrays.stream(line.split("[, ]")))
                .filter(tag -> !tag.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Which articles there are, of whom it shows these: all that a list needs, separated by commas. */
    public static String list(Stream<UUID> articleIds) {
        return Stream.concat(Stream.of(LIST), articleIds.map(CacheTags::article))
                .collect(Collectors.joining(","));
    }

    /** One article. */
    public static String article(UUID articleId) {
        return "article:" + articleId;
    }

    /** Links to an article from its translations; or, of the one that was there first, which translations there are. */
    public static String translations(UUID articleId) {
        return "translations:" + articleId;
    }

    /** An article, and what it says of its translations: all that it needs, separated by commas. */
    public static String page(ArticleSummary article) {
        return Stream.concat(
                        Stream.of(article(article.id()), translations(article.translationGroup())),
                        article.translations().stream().map(each -> translations(each.id())))
                .distinct()
                .collect(Collectors.joining(","));
    }

    /** Comments of one article. */
    public static String thread(UUID articleId) {
        return "thread:" + articleId;
    }
}
