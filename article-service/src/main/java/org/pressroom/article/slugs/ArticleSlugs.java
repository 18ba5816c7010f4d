package org.pressroom.article.slugs;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pressroom.common.PlainJava;
import org.pressroom.common.text.Slug;

/** Which slugs an article may have. */
@PlainJava
public final class ArticleSlugs {

    /** Slugs that mean something else where an article's slug may stand. */
    private static final Set<String> RESERVED = Set.of("stream");

    /** What an article is called whose title has no letter or digit, such as one of emoji alone. */
    private static final String NAMELESS = "article";

    private ArticleSlugs() {}

    /** Why a writer cannot have this slug, whoever else has it; empty where nothing speaks against it. */
    public static Optional<String> fault(String slug) {
        if (!Slug.isValid(slug)) {
            return Optional.of(Slug.RULE);
        }
        return RESERVED.contains(slug) ? Optional.of("is reserved") : Optional.empty();
    }

    /** Whether the slug may have been made from the title; one that a writer chose and that looks the same counts too. */
    public static boolean isMadeFrom(String title, String slug) {
        return Slug.isCandidate(slug, Slug.derive(title, NAMELESS));
    }

    /** Slugs to try for a title, the best first; the last one is hardly ever taken. */
    public static List<String> candidates(String title) {
        return Slug.candidates(Slug.derive(title, NAMELESS)).stream()
                .filter(slug -> !RESERVED.contains(slug))
                .toList();
    }
}
