package org.pressroom.article.publishing;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.article.authors.AuthorRepository;
import org.pressroom.article.taxonomy.Term;
import org.pressroom.article.taxonomy.TermRepository;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** How many articles readers find by each author, category and tag. */
@Component
class ArticleCounts {

    private final AuthorRepository authors;
    private final TermRepository terms;

    ArticleCounts(AuthorRepository authors, TermRepository terms) {
        this.authors = authors;
        this.terms = terms;
    }

    /**
     * Counts an article where readers now find it, and no longer where they did. Needs a transaction around it, of which
     * it is the last: many publish at once for one author or in one category, and wait for each other from here on. It is
     * counted by the first author here; by the others a trigger counts as the transaction ends, when all are locked
     * already.
     *
     * @param content what they see now; null for nothing
     * @param authorIds the draft's
     * @return the versions of these, whom nobody else changes until the transaction ends
     */
    Mono<Map<UUID, Long>> recount(PublicationState before, @Nullable ArticleContent content, List<UUID> authorIds) {
        ArticleContent old = before instanceof PublicationState.Published published
                ? published.article().content()
                : null;
        int change = articles(content) - articles(old);
        return terms.recount(category(old), tags(old), category(content), tags(content))
                .then(Mono.defer(() -> count(involved(before, authorIds), authorIds.get(0), change)));
    }

    private Mono<Map<UUID, Long>> count(Set<UUID> involved, UUID first, int change) {
        return involved.size() == 1
                ? authors.count(first, change).map(version -> Map.of(first, version))
                : authors.lock(involved).delayUntil(versions -> authors.count(first, change));
    }

    /** Whom readers find it by, now or before. */
    private static Set<UUID> involved(PublicationState before, List<UUID> authorIds) {
        Set<UUID> involved = new HashSet<>(authorIds);
        if (before instanceof PublicationState.Published published) {
            involved.addAll(published.article().authorIds());
        }
        return involved;
    }

    private static int articles(@Nullable ArticleContent content) {
        return content != null && content.isListed() ? 1 : 0;
    }

    private static @Nullable Term category(@Nullable ArticleContent content) {
        return content != null && content.isListed() ? content.category() : null;
    }

    private static List<Term> tags(@Nullable ArticleContent content) {
        return content != null && content.isListed() ? content.tags() : List.of();
    }
}
