package org.pressroom.article.naming;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Which slugs an article may have. */
public final class ArticleSlugs {

    /** Slugs that mean something else where an article's slug may stand. */
    private static final Set<String> RESERVED = Set.of("stream");

    /** What an article is called whose title has no letter or digit, such as one of emoji alone. */
    private static final String NAMELESS = "article";

    private static final int NUMBERED = 9;

    private ArticleSlugs() {}

    /** Why a writer cannot have this slug, whoever else has it; empty where nothing speaks against it. */
    public static Optional<String> fault(String slug) {
        if (!Slug.isValid(slug)) {
            return Optional.of(
                    "must be lower-case words of a-z and 0-9 joined by -, at most " + Slug.MAX_LENGTH + " characters");
        }
        return RESERVED.contains(slug) ? Optional.of("is reserved") : Optional.empty();
    }

    /** Slugs to try for a title, the best first: as it is, then numbered. */
    public static List<String> candidates(String title) {
        String base = base(title);
        List<String> candidates = new ArrayList<>();
        if (!RESERVED.contains(base)) {
            candidates.add(base);
        }
        for (int number = 2; number <= NUMBERED; number++) {
            candidates.add(base + "-" + number);
        }
        return candidates;
    }

    /** A slug for a title that hardly anybody can have, for when all {@link #candidates} are taken. */
    public static String unlikely(String title) {
        long random = ThreadLocalRandom.current().nextLong(36L * 36 * 36 * 36 * 36 * 36);
        return base(title) + "-"
                + String.format(Locale.ROOT, "%6s", Long.toString(random, 36)).replace(' ', '0');
    }

    private static String base(String title) {
        return Slug.derive(title).orElse(NAMELESS);
    }
}
